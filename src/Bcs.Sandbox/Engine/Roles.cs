using Bcs.Api.Catalogue;

namespace Bcs.Sandbox.Engine;

/// <summary>What the users of the emulator may do upstream.</summary>
internal static class Roles
{
    public const string TenantAdmin = "TenantAdmin";
    public const string Operator = "Operator";
    public const string ReadOnly = "ReadOnly";
    public const string Auditor = "Auditor";

    /// <summary>The account that the gateway's own work uses.</summary>
    public const string Credential = "Credential";

    public static bool Allows(string role, BcsOperation operation) => role switch
    {
        TenantAdmin or Credential => true,
        Operator => operation != BcsOperations.DeleteService,
        _ => operation.Class is OperationClass.Read,
    };
}
