using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Services;

public sealed class CreateServiceTests : SandboxTest
{
    [Theory]
    [InlineData("section-5.1.1")]
    [InlineData("section-3.1")]
    public async Task Example_of_the_contract_works_as_it_is(string example)
    {
        var (status, body) = await Sandbox.CallAsync("POST", "/blockchains", Contract.Operation("createBcsService").RequestExample(example));
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
