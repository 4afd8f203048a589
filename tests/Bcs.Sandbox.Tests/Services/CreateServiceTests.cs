using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Services;

public sealed class CreateServiceTests : SandboxTest
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
        { "enterprise_project_id", "null", Parameter },
        { "resource_password", "null", Parameter },
        { "resource_password", "\"short\"", "BCS.4001045" },
        { "resource_password", "\"alllowercase\"", "BCS.4001045" },
        { "resource_password", "\"Longer-than-12-characters\"", "BCS.4001045" },
        { "version_type", "9", Parameter },
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
        AssertRefused(400, code, await Sandbox.CallAsync("POST", "/blockchains", request));
        Assert.Equal(0, (await Sandbox.GetAsync("/blockchains"))["count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"name\":")]
    public async Task Body_that_is_no_object_is_refused(string body) =>
        AssertRefused(400, "BCS.4004025", await Sandbox.CallAsync("POST", "/blockchains", body));

    [Theory]
    [InlineData("section-5.1.1")]
    [InlineData("section-3.1")]
    public async Task Example_of_the_contract_works_as_it_is(string example)
    {
        var (status, body) = await Sandbox.CallAsync("POST", "/blockchains", Contract.RequestExample("createBcsService", example));
        Assert.True(status == 200, body!.ToJsonString());
        Sandbox.Advance(200);
        Assert.Equal("Normal", (await Sandbox.GetAsync($"/blockchains/{body["blockchain_id"]}"))["basic_info"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Name_is_unique_within_the_tenant_only()
    {
        await Sandbox.CreateServiceAsync();
        AssertRefused(400, "BCS.4001018", await Sandbox.CallAsync("POST", "/blockchains", Some.Service("bcs-test")));
        await Sandbox.CreateServiceAsync(tenant: "meridian");
    }

    [Fact]
    public async Task Quota_of_five_holds_also_for_calls_at_the_same_time()
    {
        await Sandbox.TokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Sandbox.CallAsync("POST", "/blockchains", Some.Service($"bcs-{i:D2}"))));
        Assert.Equal(5, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => AssertRefused(400, "BCS.4001088", a));
        var quota = (await Sandbox.GetAsync("/quotas"))["resources"]!.AsArray().Single()!;
        Assert.Equal((5, 5, 0), (quota["quota"]!.GetValue<int>(), quota["used"]!.GetValue<int>(), quota["free"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Same_name_asked_for_at_the_same_time_is_created_once()
    {
        await Sandbox.TokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Sandbox.CallAsync("POST", "/blockchains", Some.Service("bcs-test"))));
        Assert.Equal(1, answers.Count(a => a.Status == 200));
    }

    [Fact]
    public async Task Service_without_organizations_and_channels_gets_the_usual_ones()
    {
        var id = await Sandbox.ReadyServiceAsync();
        var detail = await Sandbox.GetAsync($"/blockchains/{id}");
        var organization = detail["peer_info"]!.AsArray().Single()!;
        Assert.Equal(("organization", 2, "2/2"), (organization["name"]!.GetValue<string>(), organization["node_cnt"]!.GetValue<int>(), organization["status_detail"]!.GetValue<string>()));
        var channel = detail["channels"]!.AsArray().Single()!;
        Assert.Equal("channel", channel["name"]!.GetValue<string>());
        var hash = channel["org_name_hash"]!.AsArray().Single()!.GetValue<string>();
        Assert.Matches("^organization:[0-9a-f]{40}$", hash);
        var peers = channel["peers"]![hash["organization:".Length..]]!.AsArray();
        Assert.Equal(2, peers.Count);
        Assert.EndsWith(".default.svc.cluster.local", peers[1]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(3, detail["orderer_info"]!["address"]!.AsArray().Count);
        Assert.Matches(@"^198\.1[89]\.\d+\.\d+:30805$", detail["orderer_info"]!["address"]![0]!["ip_port"]!.GetValue<string>());
    }

    [Fact]
    public async Task Service_is_what_the_request_said()
    {
        var id = await Sandbox.ReadyServiceAsync(change: request =>
        {
            request["blockchain_type"] = "union";
            request["consensus"] = "SFLIC";
            request["orderer_node_number"] = 4;
            request["use_eip"] = false;
            request["database_type"] = "couchdb";
            request["couchdb_info"] = new JsonObject { ["user_name"] = "couch", ["password"] = "Rehearse-2" };
            request["peer_orgs"] = JsonNode.Parse("""[{"name":"org-one","node_count":1},{"name":"org-two","node_count":3}]""");
            request["channels"] = JsonNode.Parse("""[{"name":"first","org_names":["org-two"],"description":"only two"}]""");
        });
        var detail = await Sandbox.GetAsync($"/blockchains/{id}");
        var basic = detail["basic_info"]!;
        Assert.Equal(("union", "sflic", "couchdb"), (basic["service_type"]!.GetValue<string>(), basic["consensus"]!.GetValue<string>(), basic["database_type"]!.GetValue<string>()));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", basic["created_time"]!.GetValue<string>());
        Assert.Equal("4/4", detail["orderer_info"]!["status_detail"]!.GetValue<string>());
        Assert.Equal(["org-one", "org-two"], detail["peer_info"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
        Assert.Equal("couch", detail["couch_db_info"]!["user"]!.GetValue<string>());
        Assert.Empty(basic["agent_portal_addrs"]!.AsArray());
        Assert.DoesNotContain("Rehearse", detail.ToJsonString(), StringComparison.Ordinal);
        var channel = (await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]!.AsArray().Single()!;
        Assert.Equal("only two", channel["description"]!.GetValue<string>());
        Assert.Equal(3, channel["peers"]!["org-two"]!.AsArray().Count);
    }

    [Fact]
    public async Task Service_with_a_new_cluster_shows_its_creation_by_resource()
    {
        var (id, _) = await Sandbox.CreateServiceAsync(change: request =>
        {
            request["create_new_cluster"] = true;
            request["cce_create_info"] = JsonNode.Parse("""{"node_num":1,"node_flavor":"s","cce_flavor":"c","init_node_pwd":"Rehearse-3","az":"a"}""");
        });
        var waiting = await Sandbox.GetAsync($"/blockchains/{id}/status");
        Assert.Equal("waiting", waiting["cce"]!["cluster"]!["status"]!.GetValue<string>());
        Assert.Null(waiting["bcs"]!["start_time"]);
        Sandbox.Advance(25);
        Assert.Equal("deploying", (await Sandbox.GetAsync($"/blockchains/{id}/status"))["cce"]!["cluster"]!["status"]!.GetValue<string>());
        Sandbox.Advance(200);
        var status = await Sandbox.GetAsync($"/blockchains/{id}/status");
        foreach (var part in new[] { status["bcs"], status["eip"], status["sfs"], status["cce"]!["cluster"], status["cce"]!["network"], status["cce"]!["security_group"] })
        {
            Assert.Equal("finished", part!["status"]!.GetValue<string>());
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+08:00$", part["end_time"]!.GetValue<string>());
        }
    }
}
