using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

namespace Portal.Bff.Tests.Operations.Outcomes;

/// <summary>What happens to a change whose answer never comes.</summary>
internal enum Happening
{
    /// <summary>It is lost before the cloud acts.</summary>
    LostBefore,

    /// <summary>The cloud acts, and the answer is lost.</summary>
    LostAfter,

    /// <summary>It is lost before the cloud acts, and somebody outside the portal then makes the same kind of change of another thing.</summary>
    Stranger,

    /// <summary>It is lost before the cloud acts, and then sent again under another key, which is answered.</summary>
    OwnRetry,

    /// <summary>The cloud acts, the answer is lost, and the record can be read only 100 s later.</summary>
    Hidden100,

    /// <summary>The cloud acts, the answer is lost, and the record can be read only 600 s later.</summary>
    Hidden600,
}

/// <summary>A request of the cloud, below the project.</summary>
internal sealed record Change(string Method, string Path, JsonObject? Body = null)
{
    /// <summary>Channel that the path names.</summary>
    public string? Channel { get; init; }

    /// <summary>True if the path names the service.</summary>
    public bool NamesService { get; init; } = true;
}

/// <summary>A changing operation in the table.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Ours">The change that is found out about.</param>
/// <param name="Strangers">The same kind of change of another thing.</param>
internal sealed record OutcomeRow(BcsOperation Operation, Func<OutcomeCell, Change> Ours, Func<OutcomeCell, Change> Strangers);

/// <summary>The expected outcome of every changing operation, whatever happens to it, in both dialects; and the requests that are sent.</summary>
internal static class OutcomeTable
{
    /// <summary>The columns, in the order of the table.</summary>
    public static readonly Happening[] Columns = Enum.GetValues<Happening>();

    /// <summary>
    /// <c>by_record</c> and <c>by_state</c>: succeeded on that evidence, with <c>+id</c> if the operation is known. <c>not_done</c>: failed, it is safe
    /// to send it again. <c>unknown</c>: it cannot be told.
    /// </summary>
    public const string Expected =
        """
        operation                      | before   | after        | stranger | retry   | hidden 100 s | hidden 600 s
        createBcsService               | not_done | by_record+id | not_done | unknown | by_record+id | by_state
        modifyBcsService               | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        createChannels                 | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        addPeersToChannel              | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        removeOrganizationsFromChannel | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        generateUserCertificate        | unknown  | unknown      | unknown  | unknown | unknown      | unknown
        unfreezeUserCertificate        | unknown  | unknown      | unknown  | unknown | unknown      | unknown
        freezeUserCertificate          | unknown  | unknown      | unknown  | unknown | unknown      | unknown
        deleteBcsService               | not_done | by_state+id  | not_done | unknown | by_state+id  | by_state
        removePeerFromChannel          | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        deleteChannel                  | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        inviteTenantsToJoinConsortium  | not_done | by_state     | not_done | unknown | by_state     | by_state
        processInvitation              | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        deleteInvitationInformation    | not_done | by_state     | not_done | unknown | by_state     | by_state
        exitConsortium                 | not_done | by_state+id  | unknown  | unknown | by_state+id  | by_state
        """;

    public static readonly IReadOnlyList<OutcomeRow> Rows =
    [
        new(BcsOperations.CreateService, c => Create(c.Name + "-new"), c => Create(c.Name + "-other")),
        new(BcsOperations.ModifyService, c => Scale(c, "organization"), c => Scale(c, "customs")),
        new(BcsOperations.CreateChannels, c => NewChannel(c, "orders"), c => NewChannel(c, "claims")),
        new(BcsOperations.AddPeersToChannel, c => AddPeers(c, "organization"), c => AddPeers(c, "customs")),
        new(BcsOperations.RemoveOrganizationsFromChannel, c => RemoveOrganization(c, "customs"), c => RemoveOrganization(c, "organization")),
        new(BcsOperations.GenerateUserCertificate, c => Certificate(c, "user02"), c => Certificate(c, "user03")),
        new(BcsOperations.UnfreezeUserCertificate, c => Certificate(c, "user01", "/unfreeze"), c => Certificate(c, "user04", "/unfreeze")),
        new(BcsOperations.FreezeUserCertificate, c => Certificate(c, "user01", "/freeze"), c => Certificate(c, "user04", "/freeze")),
        new(BcsOperations.DeleteService, c => new("DELETE", $"/blockchains/{c.Service}"), c => new("DELETE", $"/blockchains/{c.Second}")),
        new(BcsOperations.RemovePeerFromChannel, c => RemovePeer(c, "organization"), c => RemovePeer(c, "customs")),
        new(BcsOperations.DeleteChannel, c => DeleteChannel(c, "hollow"), c => DeleteChannel(c, "vacant")),
        new(BcsOperations.InviteTenants, c => Invite(c, "POST", "meridian-foods"), c => Invite(c, "POST", "sunrise-bank")),
        new(BcsOperations.ProcessInvitation, c => Accept(c, "pact"), c => Accept(c, "accord")),
        new(BcsOperations.DeleteInvitation, c => Invite(c, "DELETE", "meridian-foods"), c => Invite(c, "DELETE", "sunrise-bank")),
        new(BcsOperations.ExitConsortium, c => Exit(c, "pact"), c => Exit(c, "accord")),
    ];

    /// <summary>The expected outcomes of one operation by column.</summary>
    public static IReadOnlyDictionary<string, string[]> Read() => Expected.Split('\n').Skip(1)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(parts => parts[0], parts => parts[1..]);

    /// <summary>A service with two organisations in one channel.</summary>
    public static Change Create(string name, params string[] channels) => new("POST", "/blockchains", new JsonObject
    {
        ["name"] = name,
        ["version_type"] = 4,
        ["enterprise_project_id"] = "0",
        ["resource_password"] = "Rehearse-1",
        ["orderer_node_number"] = 3,
        ["cluster_type"] = "cce",
        ["create_new_cluster"] = false,
        ["cce_cluster_info"] = new JsonObject { ["cluster_id"] = "5adc2ce2-9712-11ea-9535-0255ac100b0d", ["cluster_name"] = "cluster-1", ["cluster_platform_type"] = "VirtualMachine" },
        ["blockchain_type"] = "union",
        ["peer_orgs"] = Array("organization", "customs", o => new JsonObject { ["name"] = o, ["node_count"] = 2 }),
        ["channels"] = new JsonArray([.. channels.DefaultIfEmpty("trade").Select(c => new JsonObject { ["name"] = c, ["org_names"] = new JsonArray("organization", "customs") })]),
    })
    {
        NamesService = false,
    };

    public static Change NewChannel(OutcomeCell cell, params string[] names) => new(
        "POST", $"/blockchains/{cell.Service}/channels", new JsonObject { ["channels"] = new JsonArray([.. names.Select(n => new JsonObject { ["channel_name"] = n })]) });

    public static Change Certificate(OutcomeCell cell, string user, string verb = "") => new("POST", $"/blockchains/{cell.Service}/orgs/organization/usercert/{user}{verb}");

    public static Change Invite(OutcomeCell cell, string method, params string[] companies) => new(method, "/members/invitations", new JsonObject
    {
        ["bcs_id"] = cell.Service,
        ["channel_name"] = "trade",
        ["invited_userinfo"] = new JsonArray([.. companies.Select(c => new JsonObject { ["invited_user"] = c })]),
    })
    {
        NamesService = false,
    };

    public static Change Accept(OutcomeCell cell, string channel) => new("POST", "/notification/handle", new JsonObject
    {
        ["channel_name"] = channel,
        ["status"] = "agreed",
        ["invitor_info"] = new JsonObject
        {
            ["invitor_bcs_id"] = cell.Inviting, ["invitor_bcs_name"] = cell.InvitingName, ["invitor_project_id"] = cell.InvitorProject, ["invitor_user_id"] = cell.InvitorId,
        },
        ["invitee_info"] = new JsonObject
        {
            ["invitee_bcs_id"] = cell.Service, ["invitee_bcs_name"] = cell.Name, ["invitee_project_id"] = cell.Project, ["invitee_user_id"] = cell.DomainId,
        },
        ["invited_orgs"] = new JsonArray(new JsonObject { ["name"] = channel == "pact" ? "organization" : "customs" }),
    })
    {
        NamesService = false,
    };

    private static Change Scale(OutcomeCell cell, string organization) => new(
        "PUT", $"/blockchains/{cell.Service}", new JsonObject { ["node_orgs"] = new JsonArray(new JsonObject { ["name"] = organization, ["node_count"] = 3 }) });

    private static Change AddPeers(OutcomeCell cell, string organization) => new("POST", $"/blockchains/{cell.Service}/channels/peers", new JsonObject
    {
        ["channel_peers"] = new JsonArray(new JsonObject { ["channel_name"] = "hollow", ["peers"] = new JsonObject { [organization] = 1 } }),
    });

    private static Change RemoveOrganization(OutcomeCell cell, string organization) => new(
        "PUT", $"/blockchains/{cell.Service}/trade/orgs/quit", new JsonObject { ["org_names"] = new JsonArray(organization) }) { Channel = "trade" };

    private static Change RemovePeer(OutcomeCell cell, string organization) => new(
        "PUT", $"/blockchains/{cell.Service}/trade/peers/quit", new JsonObject { ["org_name"] = organization, ["peers"] = 1 }) { Channel = "trade" };

    private static Change DeleteChannel(OutcomeCell cell, string channel) => new("DELETE", $"/blockchains/{cell.Service}/channel/{channel}") { Channel = channel };

    private static Change Exit(OutcomeCell cell, string channel) => new("PUT", "/members/quit", new JsonObject
    {
        ["inviter_bcsid"] = cell.Inviting,
        ["inviter_projectid"] = cell.InvitorProject,
        ["inviter_domainid"] = cell.InvitorId,
        ["inviter_username"] = cell.InvitorDomain,
        ["channel_name"] = channel,
        ["invitee_bcsid"] = cell.Service,
        ["invitee_projectid"] = cell.Project,
        ["invitee_domainid"] = cell.DomainId,
    })
    {
        NamesService = false,
    };

    private static JsonArray Array(string one, string two, Func<string, JsonNode> item) => new(item(one), item(two));
}
