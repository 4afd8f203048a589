using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Services;

/// <summary>What these tests send is refused, so they share one emulator.</summary>
public sealed class CreateServiceRulesTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    private const string Parameter = "BCS.4006014";

    public static TheoryData<string, string, string> Violations => new()
    {
        { "name", "null", Parameter },
        { "name", "\"abc\"", Parameter },
        { "name", "\"-abcd\"", Parameter },
        { "name", "\"name_with_underscore\"", Parameter },
        { "name", "\"abcd\\n\"", Parameter },
        { "name", "\"a234567890123456789012345\"", Parameter },
        { "name", "\"冷链物\"", Parameter },
        { "name", "\"冷链 物流\"", Parameter },
        { "name", "\"冷链＿物流\"", Parameter },
        { "enterprise_project_id", "null", Parameter },
        { "resource_password", "null", Parameter },
        { "resource_password", "\"short\"", "BCS.4001045" },
        { "resource_password", "\"alllowercase\"", "BCS.4001045" },
        { "resource_password", "\"Longer-than-12-characters\"", "BCS.4001045" },
        { "version_type", "9", Parameter },
        { "version_type", "5", Parameter },
        { "fabric_version", "\"1.1\"", Parameter },
        { "blockchain_type", "\"public\"", Parameter },
        { "consensus", "\"pow\"", Parameter },
        { "consensus", "\"solo\"", Parameter },
        { "sign_algorithm", "\"RSA\"", Parameter },
        { "sign_algorithm", "\"sm2\"", Parameter },
        { "database_type", "\"mysql\"", Parameter },
        { "database_type", "\"couchdb\"", Parameter },
        { "volume_type", "\"tape\"", Parameter },
        { "volume_type", "\"evs\"", Parameter },
        { "evs_disk_type", "\"FLOPPY\"", Parameter },
        { "org_disk_size", "99", Parameter },
        { "bandwidth_size", "0", Parameter },
        { "orderer_node_number", "null", Parameter },
        { "orderer_node_number", "11", Parameter },
        { "cluster_type", "\"swarm\"", Parameter },
        { "cluster_type", "\"ief\"", Parameter },
        { "create_new_cluster", "null", Parameter },
        { "create_new_cluster", "true", Parameter },
        { "cce_cluster_info", "null", Parameter },
        { "cce_cluster_info", "{\"cluster_id\":\"x\"}", Parameter },
        { "ief_deploy_mode", "2", Parameter },
        { "is_invitee", "true", Parameter },
        { "block_info", "{\"batch_timeout\":0}", Parameter },
        { "peer_orgs", "[null]", Parameter },
        { "peer_orgs", "[{\"name\":\"or\",\"node_count\":2}]", Parameter },
        { "peer_orgs", "[{\"name\":\"organization\",\"node_count\":6}]", Parameter },
        { "peer_orgs", "[{\"name\":\"organization\"}]", Parameter },
        { "peer_orgs", "[{\"name\":\"twice\",\"node_count\":1},{\"name\":\"twice\",\"node_count\":1}]", Parameter },
        { "channels", "[null]", "BCS.4006012" },
        { "channels", "[{\"name\":\"Bad\",\"org_names\":[\"organization\"]}]", "BCS.4006012" },
        { "channels", "[{\"name\":\"good\",\"org_names\":[\"stranger\"]}]", Parameter },
        { "channels", "[{\"name\":\"good\",\"org_names\":[]}]", Parameter },
        { "channels", "[{\"name\":\"good\",\"org_names\":[\"organization\"]},{\"name\":\"good\",\"org_names\":[\"organization\"]}]", "BCS.4006012" },
        { "name", "{\"an\":\"object\"}", "BCS.4004025" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Request_that_breaks_a_rule_is_refused_and_creates_nothing(string field, string value, string code)
    {
        var request = Some.Service("bcs-test");
        request[field] = JsonNode.Parse(value);
        SandboxTest.AssertRefused(400, code, await shared.Sandbox.CallAsync("POST", "/blockchains", request));
        Assert.Equal(0, (await shared.Sandbox.GetAsync("/blockchains"))["count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task SM2_is_refused_for_the_two_smaller_editions(int edition)
    {
        var request = Some.Service("bcs-test");
        (request["version_type"], request["sign_algorithm"]) = (edition, "sm2");
        SandboxTest.AssertRefused(400, Parameter, await shared.Sandbox.CallAsync("POST", "/blockchains", request));
    }

    [Fact]
    public async Task Every_edition_is_created_with_what_it_offers()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        foreach (var (edition, sign) in new[] { (1, "ECDSA"), (4, "ECDSA"), (2, "sm2"), (3, "sm2") })
        {
            var request = Some.Service($"edition-{edition}");
            (request["version_type"], request["sign_algorithm"], request["org_disk_size"]) = (edition, sign, 500);
            var answer = await sandbox.CallAsync("POST", "/blockchains", request);
            Assert.True(answer.Status == 200, answer.Body?.ToJsonString());
            var detail = await sandbox.GetAsync($"/blockchains/{answer.Body!["blockchain_id"]!.GetValue<string>()}");
            Assert.Equal((edition, sign.ToUpperInvariant()), (detail["basic_info"]!["version_type"]!.GetValue<int>(), detail["basic_info"]!["sign_algorithm"]!.GetValue<string>()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"name\":")]
    public async Task Body_that_is_no_object_is_refused(string body) =>
        SandboxTest.AssertRefused(400, "BCS.4004025", await shared.Sandbox.CallAsync("POST", "/blockchains", body));
}
