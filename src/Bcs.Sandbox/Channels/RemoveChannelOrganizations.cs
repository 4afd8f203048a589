using Bcs.Api.Channels;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Channels;

/// <summary>
/// Removes organisations from a channel, 5.1.8. The inviting party may also remove those of invited ones, by name or, where names are the
/// same, by hash; an invited party takes out its last one by leaving the consortium.
/// </summary>
internal static class RemoveChannelOrganizations
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<RemoveOrganizationsRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if ((CheckForm(request) ?? call.RefuseChange(service)) is { } refusal)
        {
            return refusal;
        }

        if (service.FindChannel(call.Value("channel_id")) is not { } channel)
        {
            return BcsFaults.InvalidChannelName;
        }

        var members = ChannelMembers.Of(call.World.State, service, channel);
        var leaving = new List<ChannelMember>();
        foreach (var name in request.OrgNames!)
        {
            if (Find(members, service, channel, name) is not { } member)
            {
                return BcsFaults.Organization(name);
            }

            leaving.Add(member);
        }

        if (Check(members, leaving, service, channel) is { } fault)
        {
            return fault;
        }

        var id = call.Begin(service, OperationKind.RemoveChannelOrganizations, p => p.RemoveChannelOrganizations(channel.Name, request.OrgNames), o =>
        {
            o.Channel = channel.Name;
            o.Organizations = [.. leaving.Select(m => m.Organization)];
        });
        return Answer.Ok(new RemoveOrganizationsResponse { OperationId = id });
    }

    private static BcsFault? CheckForm(RemoveOrganizationsRequest request) => request.OrgNames switch
    {
        null or { Count: 0 } => BcsFaults.Missing("org_names"),
        { } names when names.Any(string.IsNullOrEmpty) => BcsFaults.Missing("org_names"),
        { } names when names.Distinct().Count() < names.Count => BcsFaults.Parameter("org_names", "must be different"),
        _ => null,
    };

    private static ChannelMember? Find(IReadOnlyList<ChannelMember> members, ServiceState service, ChannelState channel, string name)
    {
        var own = members.FirstOrDefault(m => m.Service == service && m.Organization.Name == name);
        return own is not null || channel.Invitation is not null
            ? own
            : members.FirstOrDefault(m => m.Organization.Name == name || m.Organization.Hash == name);
    }

    private static BcsFault? Check(IReadOnlyList<ChannelMember> members, List<ChannelMember> leaving, ServiceState service, ChannelState channel)
    {
        if (members.Any(m => m.Service == service && !leaving.Contains(m)))
        {
            return null;
        }

        if (channel.Invitation is not null)
        {
            return BcsFaults.StillInChannel("The last organization of an invited party leaves by quitting the consortium.");
        }

        return members.All(leaving.Contains) ? null : BcsFaults.StillInChannel("The inviting party stays as long as there are members.");
    }
}
