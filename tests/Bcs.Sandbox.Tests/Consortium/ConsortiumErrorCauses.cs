using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Consortium;

/// <summary>Every error code that a caller of the APIs on the consortium can cause, with calls that cause it; the limits have tests of their own.</summary>
public sealed class ConsortiumErrorCauses(ErrorCausesWorld world) : IClassFixture<ErrorCausesWorld>
{
    private const string Absent = ErrorCausesWorld.Absent;
    private const string Parameter = "BCS.4006014";
    private const string Invite = "/members/invitations";
    private const string Handle = "/notification/handle";
    private const string Quit = "/members/quit";

    public static TheoryData<string, string, string, string, string?> Calls => new()
    {
        // 5.2.1
        { "BCS.4004025", "harbor", "POST", Invite, "[]" },
        { Parameter, "harbor", "POST", Invite, Invitation("", "trade", "sunrise") },
        { Parameter, "harbor", "POST", Invite, Invitation("@founder", "", "sunrise") },
        { Parameter, "harbor", "POST", Invite, Invitation("@founder", "trade") },
        { Parameter, "harbor", "POST", Invite, """{"bcs_id":"@founder","channel_name":"trade","invited_userinfo":[{}]}""" },
        { Parameter, "harbor", "POST", Invite, """{"bcs_id":"@founder","channel_name":"trade","invited_userinfo":[{"invited_user":"nobody"}]}""" },
        { Parameter, "harbor", "POST", Invite, Invitation("@founder", "trade", "harbor") },
        { Parameter, "harbor", "POST", Invite, Invitation("@founder", "trade", "sunrise", "sunrise") },
        { Parameter, "harbor", "POST", Invite, Invitation("@alone", "channel", "sunrise") },
        { "BCS.4001011", "harbor", "POST", Invite, Invitation(Absent, "trade", "sunrise") },
        { "BCS.4001011", "harbor", "POST", Invite, Invitation("@member", "supply", "sunrise") },
        { "BCS.4006012", "harbor", "POST", Invite, Invitation("@founder", "nowhere", "sunrise") },
        { "BCS.4001032", "meridian", "POST", Invite, Invitation("@member", "trade", "sunrise") },
        { "BCS.4006007", "harbor", "POST", Invite, Invitation("@addressless", "inner", "sunrise") },
        { "BCS.4006025", "harbor", "POST", Invite, Invitation("@founder", "trade", "meridian") },
        { "BCS.4006025", "harbor", "POST", Invite, Invitation("@asking", "open", "meridian") },
        { "BCS.4001001", "harbor", "POST", Invite, Invitation("@creating", "channel", "sunrise") },
        { "BCS.4001002", "harbor", "POST", Invite, Invitation("@upgrading", "channel", "sunrise") },
        { "BCS.4001003", "harbor", "POST", Invite, Invitation("@deleting", "channel", "sunrise") },
        { "BCS.4001020", "harbor", "POST", Invite, Invitation("@abnormal", "channel", "sunrise") },
        { "BCS.4001025", "harbor", "POST", Invite, Invitation("@unbound", "channel", "sunrise") },
        { "BCS.4001196", "harbor", "POST", Invite, Invitation("@partner", "shared", "sunrise") },
        { "BCS.4001234", "harbor", "POST", Invite, Invitation("@asleep", "channel", "sunrise") },

        // 5.2.2
        { "BCS.4004025", "meridian", "POST", Handle, "[]" },
        { Parameter, "meridian", "POST", Handle, "{}" },
        { Parameter, "meridian", "POST", Handle, Accept(r => r.Remove("status")) },
        { "BCS.4006003", "meridian", "POST", Handle, Accept(r => r["status"] = "quit") },
        { Parameter, "meridian", "POST", Handle, Accept(r => r.Remove("invitor_info")) },
        { Parameter, "meridian", "POST", Handle, Accept(r => r["invitor_info"]!.AsObject().Remove("invitor_user_id")) },
        { Parameter, "meridian", "POST", Handle, Accept(r => r.Remove("invitee_info")) },
        { Parameter, "meridian", "POST", Handle, Accept(r => r["invitee_info"]!.AsObject().Remove("invitee_bcs_name")) },
        { Parameter, "meridian", "POST", Handle, Accept(r => r["invitee_info"]!["invitee_bcs_name"] = "another") },
        { Parameter, "meridian", "POST", Handle, Accept(r => r["invitee_info"]!["invitee_project_id"] = "another") },
        { Parameter, "meridian", "POST", Handle, Accept(r => r["invitee_info"]!["invitee_user_id"] = "another") },
        { Parameter, "meridian", "POST", Handle, Accept(r => r.Remove("invited_orgs")) },
        { Parameter, "meridian", "POST", Handle, Accept(r => r["invited_orgs"] = new JsonArray(new JsonObject())) },
        { Parameter, "meridian", "POST", Handle, Accept(r => r["invited_orgs"]!.AsArray().Add(new JsonObject { ["name"] = "foods" })) },
        { "BCS.4001245", "meridian", "POST", Handle, Accept(r => r["invited_orgs"]![0]!["name"] = "strangers") },
        { "BCS.4001011", "meridian", "POST", Handle, Accept(r => r["invitee_info"]!["invitee_bcs_id"] = Absent) },
        { "BCS.4001036", "meridian", "POST", Handle, Accept(r => r["channel_name"] = "nowhere") },
        { "BCS.4001036", "meridian", "POST", Handle, Accept(r => r["invitor_info"]!["invitor_bcs_id"] = Absent) },
        { "BCS.4001036", "meridian", "POST", Handle, Accept(r => r["invitor_info"]!["invitor_bcs_name"] = "another") },
        { "BCS.4001036", "sunrise", "POST", Handle, Accept("supply", "homonym", "member", "foods") },
        { "BCS.4006003", "sunrise", "POST", Handle, Accept(_ => { }) },
        { "BCS.4006003", "meridian", "POST", Handle, Accept("trade", "founder", "member", "foods") },
        { "BCS.4001040", "meridian", "POST", Handle, Some.Rejection("trade", "harbor", "@founder", "founder").ToJsonString() },
        { "BCS.4001044", "meridian", "POST", Handle, Accept("soon", "joining", "joining-member", "foods") },
        { "BCS.4001040", "meridian", "POST", Handle, Some.Rejection("soon", "harbor", "@joining", "joining").ToJsonString() },
        { "BCS.4001999", "meridian", "POST", Handle, Accept("open", "asking", "solitary", "foods") },
        { "BCS.4001999", "meridian", "POST", Handle, Accept("supply", "homonym", "member", "foods") },
        { "BCS.4001999", "meridian", "POST", Handle, Accept("pausing", "paused", "other", "foods") },
        { "BCS.4006007", "meridian", "POST", Handle, Accept("open", "asking", "addressless-member", "port") },
        { "BCS.4001020", "meridian", "POST", Handle, Accept("open", "asking", "partner-member", "foods") },

        // 5.2.5
        { "BCS.4004025", "harbor", "DELETE", Invite, null },
        { Parameter, "harbor", "DELETE", Invite, Deletion("", "open", "meridian") },
        { Parameter, "harbor", "DELETE", Invite, Deletion("@asking", "", "meridian") },
        { Parameter, "harbor", "DELETE", Invite, Invitation("@asking", "open") },
        { Parameter, "harbor", "DELETE", Invite, """{"bcs_id":"@asking","channel_name":"open","invited_userinfo":[{"status":"waiting"}]}""" },
        { "BCS.4001011", "harbor", "DELETE", Invite, Deletion(Absent, "open", "meridian") },
        { "BCS.4001011", "meridian", "DELETE", Invite, Deletion("@asking", "open", "meridian") },
        { "BCS.4001036", "harbor", "DELETE", Invite, Deletion("@founder", "trade", "sunrise") },
        { "BCS.4006003", "harbor", "DELETE", Invite, Deletion("@asking", "open", "meridian", "agreed") },
        { "BCS.4006003", "harbor", "DELETE", Invite, Deletion("@asking", "open", "meridian", "reject") },
        { "BCS.4006041", "harbor", "DELETE", Invite, Deletion("@founder", "trade", "meridian") },
        { "BCS.4006041", "harbor", "DELETE", Invite, Deletion("@joining", "soon", "meridian", "waiting") },
        { Parameter, "harbor", "DELETE", Invite, Deletion("@left", "once", "meridian", "quit") },
        { Parameter, "harbor", "DELETE", Invite, Deletion("@left", "once", "meridian", null, "@member") },
        { Parameter, "harbor", "DELETE", Invite, Deletion("@left", "once", "meridian", "quit", Absent) },

        // 5.2.6
        { "BCS.4004025", "meridian", "PUT", Quit, "[]" },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("inviter_bcsid")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("inviter_projectid")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("inviter_domainid")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("inviter_username")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("channel_name")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("invitee_bcsid")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("invitee_projectid")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r.Remove("invitee_domainid")) },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r["invitee_projectid"] = "another") },
        { Parameter, "meridian", "PUT", Quit, Exit(r => r["invitee_domainid"] = "another") },
        { "BCS.4001011", "meridian", "PUT", Quit, Exit(r => r["invitee_bcsid"] = Absent) },
        { "BCS.4001036", "meridian", "PUT", Quit, Exit(r => r["inviter_username"] = "another") },
        { "BCS.4001036", "meridian", "PUT", Quit, Exit(r => r["channel_name"] = "nowhere") },
        { "BCS.4006003", "meridian", "PUT", Quit, Exit(r => r["invitee_bcsid"] = "@other") },
        { "BCS.4006003", "meridian", "PUT", Quit, Some.Exit("open", "harbor", "@asking", "meridian", "@member").ToJsonString() },
        { "BCS.4001020", "meridian", "PUT", Quit, Some.Exit("shared", "harbor", "@partner", "meridian", "@partner-member").ToJsonString() },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Call_is_refused_with_its_code(string code, string tenant, string method, string path, string? body) =>
        world.AssertRefusedAsync(code, tenant, method, path, body);

    private static string Invitation(string service, string channel, params string[] tenants) => Some.Invitation(service, channel, tenants).ToJsonString();

    private static string Accept(Action<JsonObject> change)
    {
        var request = Some.Acceptance("open", "harbor", "@asking", "asking", "meridian", "@member", "member", "foods");
        change(request);
        return request.ToJsonString();
    }

    private static string Accept(string channel, string invitor, string member, string organization) =>
        Some.Acceptance(channel, "harbor", $"@{invitor}", invitor, "meridian", $"@{member}", member, organization).ToJsonString();

    private static string Deletion(string service, string channel, string tenant, string? status = null, string? joined = null)
    {
        var request = Some.Invitation(service, channel, tenant);
        request["invited_userinfo"]![0]!["status"] = status;
        request["invited_userinfo"]![0]!["invited_bcs_id"] = joined;
        return request.ToJsonString();
    }

    private static string Exit(Action<JsonObject> change)
    {
        var request = Some.Exit("trade", "harbor", "@founder", "meridian", "@member");
        change(request);
        return request.ToJsonString();
    }
}
