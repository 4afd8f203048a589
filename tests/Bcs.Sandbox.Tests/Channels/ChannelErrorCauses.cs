namespace Bcs.Sandbox.Tests.Channels;

/// <summary>Every error code that a caller of the APIs on channels can cause, with calls that cause it.</summary>
public sealed class ChannelErrorCauses(ErrorCausesWorld world) : IClassFixture<ErrorCausesWorld>
{
    private const string Absent = ErrorCausesWorld.Absent;
    private const string Parameter = "BCS.4006014";
    private const string Channels = """{"channels":[{"channel_name":"newone"}]}""";
    private const string Peer = """{"channel_peers":[{"channel_name":"channel","peers":{"organization":1}}]}""";
    private const string OnePeer = """{"org_name":"organization","peers":1}""";
    private const string Organization = """{"org_names":["organization"]}""";

    /// <summary>States of a service in which no channel of it can be changed.</summary>
    private static readonly (string Code, string Service)[] States =
    [
        ("BCS.4001011", Absent), ("BCS.4001001", "@creating"), ("BCS.4001002", "@upgrading"), ("BCS.4001003", "@deleting"), ("BCS.4001020", "@busy"), ("BCS.4001020", "@abnormal"),
        ("BCS.4001025", "@unbound"), ("BCS.4001196", "@partner"), ("BCS.4001234", "@frozen"), ("BCS.4001234", "@asleep"),
    ];

    private static readonly (string Method, string Path, string? Body)[] Changes =
    [
        ("POST", "channels", Channels), ("POST", "channels/peers", Peer), ("PUT", "channel/peers/quit", OnePeer), ("PUT", "channel/orgs/quit", Organization),
        ("DELETE", "channel/channel", null),
    ];

    public static TheoryData<string, string, string, string, string?> Calls
    {
        get
        {
            var calls = Own();
            foreach (var (code, service) in States)
            {
                foreach (var (method, path, body) in Changes)
                {
                    calls.Add(code, "harbor", method, $"/blockchains/{service}/{path}", body);
                }
            }

            return calls;
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Call_is_refused_with_its_code(string code, string tenant, string method, string path, string? body) =>
        world.AssertRefusedAsync(code, tenant, method, path, body);

    private static TheoryData<string, string, string, string, string?> Own() => new()
    {
        // 5.1.5, 5.1.6
        { "BCS.4001011", "harbor", "GET", $"/blockchains/{Absent}/channels", null },
        { "BCS.4004025", "harbor", "POST", "/blockchains/@alone/channels", "[]" },
        { Parameter, "harbor", "POST", "/blockchains/@alone/channels", """{"channels":[]}""" },
        { "BCS.4006012", "harbor", "POST", "/blockchains/@alone/channels", """{"channels":[{"channel_name":"channel_test"}]}""" },
        { "BCS.4006012", "harbor", "POST", "/blockchains/@alone/channels", """{"channels":[{"channel_name":"channel"}]}""" },

        // 5.1.7
        { "BCS.4004025", "harbor", "POST", "/blockchains/@alone/channels/peers", "[]" },
        { Parameter, "harbor", "POST", "/blockchains/@alone/channels/peers", "{}" },
        { Parameter, "harbor", "POST", "/blockchains/@alone/channels/peers", """{"channel_peers":[{"peers":{"organization":1}}]}""" },
        { Parameter, "harbor", "POST", "/blockchains/@alone/channels/peers", """{"channel_peers":[{"channel_name":"channel"}]}""" },
        {
            Parameter, "harbor", "POST", "/blockchains/@alone/channels/peers",
            """{"channel_peers":[{"channel_name":"channel","peers":{"organization":1}},{"channel_name":"channel","peers":{"organization":1}}]}"""
        },
        { Parameter, "harbor", "POST", "/blockchains/@alone/channels/peers", Peer },
        { Parameter, "harbor", "POST", "/blockchains/@founder/channels/peers", """{"channel_peers":[{"channel_name":"empty","peers":{"port":3}}]}""" },
        { Parameter, "harbor", "POST", "/blockchains/@founder/channels/peers", """{"channel_peers":[{"channel_name":"empty","peers":{"port":0}}]}""" },
        { "BCS.4006012", "harbor", "POST", "/blockchains/@alone/channels/peers", """{"channel_peers":[{"channel_name":"nowhere","peers":{"organization":1}}]}""" },
        { "BCS.4001245", "harbor", "POST", "/blockchains/@alone/channels/peers", """{"channel_peers":[{"channel_name":"channel","peers":{"stranger":1}}]}""" },

        // 5.1.8
        { "BCS.4004025", "harbor", "PUT", "/blockchains/@alone/channel/orgs/quit", "[]" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone/channel/orgs/quit", "{}" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone/channel/orgs/quit", """{"org_names":[""]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone/channel/orgs/quit", """{"org_names":["organization","organization"]}""" },
        { "BCS.4006012", "harbor", "PUT", "/blockchains/@alone/nowhere/orgs/quit", Organization },
        { "BCS.4001245", "harbor", "PUT", "/blockchains/@alone/channel/orgs/quit", """{"org_names":["stranger"]}""" },
        { "BCS.4001245", "harbor", "PUT", "/blockchains/@founder/trade/orgs/quit", """{"org_names":["customs"]}""" },
        { "BCS.4001245", "meridian", "PUT", "/blockchains/@member/trade/orgs/quit", """{"org_names":["port"]}""" },
        { "BCS.4001242", "meridian", "PUT", "/blockchains/@member/trade/orgs/quit", """{"org_names":["foods"]}""" },
        { "BCS.4001242", "harbor", "PUT", "/blockchains/@founder/trade/orgs/quit", """{"org_names":["port"]}""" },

        // 5.1.20
        { "BCS.4004025", "harbor", "PUT", "/blockchains/@alone/channel/peers/quit", "[]" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone/channel/peers/quit", """{"peers":1}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone/channel/peers/quit", """{"org_name":"organization"}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone/channel/peers/quit", """{"org_name":"organization","peers":-1}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone/channel/peers/quit", """{"org_name":"organization","peers":3}""" },
        { "BCS.4006012", "harbor", "PUT", "/blockchains/@alone/nowhere/peers/quit", OnePeer },
        { "BCS.4001245", "harbor", "PUT", "/blockchains/@alone/channel/peers/quit", """{"org_name":"stranger","peers":1}""" },
        { "BCS.4001245", "harbor", "PUT", "/blockchains/@founder/empty/peers/quit", """{"org_name":"port","peers":1}""" },
        { "BCS.4001242", "harbor", "PUT", "/blockchains/@alone/channel/peers/quit", """{"org_name":"organization","peers":2}""" },

        // 5.1.21
        { "BCS.4006012", "harbor", "DELETE", "/blockchains/@alone/channel/nowhere", null },
        { "BCS.4001249", "harbor", "DELETE", "/blockchains/@alone/channel/channel", null },
        { "BCS.4001249", "meridian", "DELETE", "/blockchains/@member/channel/trade", null },
    };
}
