using Bcs.Api.Services;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>What a service that is made for an invited party has to have in common with that of the inviting one, 5.1.1.</summary>
internal static class InviteeRules
{
    /// <summary>The first difference that makes joining impossible, or null.</summary>
    public static BcsFault? Check(BcsCall call, CreateServiceRequest request)
    {
        if (request is not { IsInvitee: true, InvitorInfos: { } infos })
        {
            return null;
        }

        // Who was not invited learns nothing about services of others.
        var invited = call.World.State.Invitations.Any(i => i.IsOpen && i.InvitorService == infos.BlockchainId && i.Invitee == call.Tenant.Id);
        if (!invited || call.World.Tenants.FirstOrDefault(t => t.DomainId == infos.TenantId && t.ProjectId == infos.ProjectId)?.FindService(infos.BlockchainId) is not { } invitor)
        {
            return BcsFaults.Parameter("invitor_infos", "must name a service with an invitation");
        }

        var planned = CreateService.Build(request, call.World.Seed, "", call.Now);
        return Differences(planned, invitor).FirstOrDefault() is { } field
            ? BcsFaults.Parameter(field, "must be the same as that of the inviting party")
            : null;
    }

    /// <summary>Fields of the request of 5.1.1 in which two services differ so that one cannot join the other.</summary>
    public static IEnumerable<string> Differences(ServiceState service, ServiceState invitor)
    {
        (string Field, object One, object Other)[] pairs =
        [
            ("blockchain_type", service.BlockchainType, invitor.BlockchainType),
            ("version_type", service.VersionType, invitor.VersionType),
            ("fabric_version", service.FabricVersion, invitor.FabricVersion),
            ("consensus", service.Consensus, invitor.Consensus),
            ("sign_algorithm", service.SignAlgorithm, invitor.SignAlgorithm),
        ];
        return pairs.Where(p => !p.One.Equals(p.Other)).Select(p => p.Field);
    }
}
