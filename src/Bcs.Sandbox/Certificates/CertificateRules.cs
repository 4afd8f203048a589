using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Certificates;

/// <summary>When certificates can be had, and of whom.</summary>
internal static class CertificateRules
{
    /// <summary>Certificates that one organisation may have in safe mode.</summary>
    public const int MostHosted = 100;

    /// <summary>Why a service has no certificates to give, or null: it must have been up once and not be going away.</summary>
    public static BcsFault? RefuseRead(BcsCall call, ServiceState service) => call.Current(service)?.Kind switch
    {
        OperationKind.CreateService => BcsFaults.BeingCreated,
        OperationKind.DeleteService => BcsFaults.BeingDeleted,
        _ when service.DeployStatus == 2 => BcsFaults.Busy,
        _ => null,
    };

    /// <summary>Why user certificates of a service cannot be changed, or null.</summary>
    public static BcsFault? RefuseChange(BcsCall call, ServiceState service) =>
        RefuseRead(call, service) ?? (service.Status is ServiceState.Frozen or ServiceState.Hibernating ? BcsFaults.Asleep : null);
}
