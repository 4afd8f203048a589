using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Services;

/// <summary>Every error code that a caller of the APIs on services can cause, with calls that cause it.</summary>
public sealed class ServiceErrorCauses(ErrorCausesWorld world) : IClassFixture<ErrorCausesWorld>
{
    private const string Absent = ErrorCausesWorld.Absent;
    private const string Parameter = "BCS.4006014";
    private const string Scale = """{"node_orgs":[{"name":"organization","node_count":3}]}""";

    public static TheoryData<string, string, string, string, string?> Calls => new()
    {
        // 5.1.1
        { "BCS.4004025", "harbor", "POST", "/blockchains", "[]" },
        { Parameter, "harbor", "POST", "/blockchains", "{}" },
        { Parameter, "harbor", "POST", "/blockchains", Create(r => r["name"] = "-bad") },
        { "BCS.4001045", "harbor", "POST", "/blockchains", Create(r => r["resource_password"] = "weak") },
        { "BCS.4001171", "harbor", "POST", "/blockchains", Create(r => Set(r, ("database_type", "couchdb"), ("couchdb_info", JsonNode.Parse("""{"user_name":"couch","password":"weak"}""")!))) },
        { "BCS.4001018", "harbor", "POST", "/blockchains", Create(r => r["name"] = "alone") },
        { "BCS.4001088", "sunrise", "POST", "/blockchains", Create(_ => { }) },
        { "BCS.4006012", "harbor", "POST", "/blockchains", Create(r => r["channels"] = JsonNode.Parse("""[{"name":"Bad","org_names":["organization"]}]""")) },
        { "BCS.4004004", "harbor", "POST", "/blockchains", Create(r => Set(r, ("fabric_version", "1.4"), ("volume_type", "evs"), ("evs_disk_type", "SAS"))) },
        { "BCS.4004002", "harbor", "POST", "/blockchains", Edge(r => Set(r, ("volume_type", "evs"), ("evs_disk_type", "SAS"))) },
        { "BCS.4001708", "harbor", "POST", "/blockchains", Edge(r => r["ief_nodes_info"]![0]!["public_ip_address"] = "nowhere") },
        { "BCS.4001717", "harbor", "POST", "/blockchains", Edge(r => r["consensus"] = "SFLIC") },
        { Parameter, "harbor", "POST", "/blockchains", Edge(r => r["ief_nodes_info"]![0]!["status"] = "LOST") },
        { Parameter, "meridian", "POST", "/blockchains", Invitee("@alone", _ => { }) },
        { Parameter, "meridian", "POST", "/blockchains", Invitee("@asking", r => r["blockchain_type"] = "private") },
        { Parameter, "meridian", "POST", "/blockchains", Invitee("@asking", r => r["consensus"] = "SFLIC") },
        { Parameter, "meridian", "POST", "/blockchains", Invitee("@asking", r => r["version_type"] = 2) },

        // 5.1.2, 5.1.3, 5.1.6, 5.1.16
        { "BCS.4001011", "harbor", "GET", $"/blockchains/{Absent}", null },
        { "BCS.4001011", "harbor", "GET", $"/blockchains/{Absent}/status", null },
        { "BCS.4001011", "harbor", "GET", $"/blockchains/{Absent}/nodes", null },
        { "BCS.4001011", "harbor", "GET", "/blockchains/@member", null },

        // 5.1.4
        { "BCS.4001011", "harbor", "PUT", $"/blockchains/{Absent}", Scale },
        { "BCS.4004025", "harbor", "PUT", "/blockchains/@alone", "[]" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", "{}" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[null]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"or","node_count":1}]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"organization"}]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"organization","node_count":0}]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"organization","node_count":1},{"name":"organization","node_count":1}]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"organization","node_count":1},{"name":"newcomer","node_count":1,"pvc_name":"p"}]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"newcomer","node_count":1}]}""" },
        { "BCS.4001051", "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"organization","node_count":6}]}""" },
        { "BCS.4001051", "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"organization","node_count":2}]}""" },
        { "BCS.4001051", "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"organization","node_count":2}],"is_delete_org":true}""" },
        { "BCS.4001051", "harbor", "PUT", "/blockchains/@yearly", Scale },
        { "BCS.4001245", "harbor", "PUT", "/blockchains/@alone", """{"node_orgs":[{"name":"stranger","node_count":2}],"is_delete_org":true}""" },
        { "BCS.4001242", "meridian", "PUT", "/blockchains/@member", """{"node_orgs":[{"name":"foods","node_count":2}],"is_delete_org":true}""" },
        { "BCS.4001242", "harbor", "PUT", "/blockchains/@founder", """{"node_orgs":[{"name":"port","node_count":2}],"is_delete_org":true}""" },
        { "BCS.4004021", "harbor", "PUT", "/blockchains/@edge", """{"node_orgs":[{"name":"edge-org","node_count":2}]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@edge", """{"node_orgs":[{"name":"edge-two","node_count":1}]}""" },
        { Parameter, "harbor", "PUT", "/blockchains/@edge", """{"node_orgs":[{"name":"edge-two","node_count":1}],"publicips":[{"id":"n2","status":"LOST","public_ip_address":"192.168.1.96"}]}""" },
        { "BCS.4001708", "harbor", "PUT", "/blockchains/@edge", """{"node_orgs":[{"name":"edge-two","node_count":1}],"publicips":[{"id":"n2","status":"ACTIVE","public_ip_address":"x"}]}""" },
        {
            "BCS.4001717", "harbor", "PUT", "/blockchains/@edge",
            """{"node_orgs":[{"name":"edge-two","node_count":1},{"name":"edge-three","node_count":1}],"publicips":[{"id":"n2","status":"ACTIVE","public_ip_address":"192.168.1.96"}]}"""
        },
        { "BCS.4001001", "harbor", "PUT", "/blockchains/@creating", Scale },
        { "BCS.4001002", "harbor", "PUT", "/blockchains/@upgrading", Scale },
        { "BCS.4001003", "harbor", "PUT", "/blockchains/@deleting", Scale },
        { "BCS.4001020", "harbor", "PUT", "/blockchains/@busy", Scale },
        { "BCS.4001020", "harbor", "PUT", "/blockchains/@abnormal", Scale },
        { "BCS.4001025", "harbor", "PUT", "/blockchains/@unbound", Scale },
        { "BCS.4001196", "harbor", "PUT", "/blockchains/@partner", """{"node_orgs":[{"name":"port","node_count":3}]}""" },
        { "BCS.4001234", "harbor", "PUT", "/blockchains/@frozen", Scale },
        { "BCS.4001234", "harbor", "PUT", "/blockchains/@asleep", Scale },

        // 5.1.15, 5.1.17
        { Parameter, "harbor", "GET", "/blockchains/flavors?limit=0", null },
        { Parameter, "harbor", "GET", "/blockchains/flavors?offset=-1", null },
        { Parameter, "harbor", "GET", "/operation/record?operation_status=lost", null },
        { Parameter, "harbor", "GET", "/operation/record?operation_type=77", null },
        { Parameter, "harbor", "GET", "/operation/record?resource_type=VM", null },

        // 5.1.19
        { "BCS.4001011", "harbor", "DELETE", $"/blockchains/{Absent}", null },
        { "BCS.4001202", "harbor", "DELETE", "/blockchains/@deleted", null },
        { "BCS.4001007", "harbor", "DELETE", "/blockchains/@yearly", null },
        { "BCS.4001123", "harbor", "DELETE", "/blockchains/@asleep", null },
        { "BCS.4001234", "harbor", "DELETE", "/blockchains/@frozen", null },
        { "BCS.4001001", "harbor", "DELETE", "/blockchains/@creating", null },
        { "BCS.4001002", "harbor", "DELETE", "/blockchains/@upgrading", null },
        { "BCS.4001003", "harbor", "DELETE", "/blockchains/@deleting", null },
        { "BCS.4001020", "harbor", "DELETE", "/blockchains/@busy", null },
        { "BCS.4001196", "harbor", "DELETE", "/blockchains/@partner", null },
        { Parameter, "harbor", "DELETE", "/blockchains/@alone?is_delete_storage=maybe", null },
        { Parameter, "harbor", "DELETE", "/blockchains/@alone?is_delete_obs=maybe", null },
        { Parameter, "harbor", "DELETE", "/blockchains/@alone?is_delete_resource=maybe", null },
        { Parameter, "harbor", "DELETE", "/blockchains/@alone?is_delete_ief=maybe", null },
        { Parameter, "harbor", "DELETE", "/blockchains/@alone?is_delete_lightpeer=true", null },
        { Parameter, "harbor", "DELETE", "/blockchains/@edge", null },
        { Parameter, "harbor", "DELETE", "/blockchains/@edge?is_delete_ief=false&ief_nodes_id=n1,n9", null },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Call_is_refused_with_its_code(string code, string tenant, string method, string path, string? body) =>
        world.AssertRefusedAsync(code, tenant, method, path, body);

    private static string Create(Action<JsonObject> change)
    {
        var request = Some.Service("newcomer");
        change(request);
        return request.ToJsonString();
    }

    private static string Edge(Action<JsonObject> change) => Create(request =>
    {
        request["cluster_type"] = "ief";
        request["ief_nodes_info"] = JsonNode.Parse("""[{"id":"n1","status":"ACTIVE","public_ip_address":"192.168.1.95"}]""");
        request["peer_orgs"] = JsonNode.Parse("""[{"name":"edge-org","node_count":1}]""");
        change(request);
    });

    private static string Invitee(string invitor, Action<JsonObject> change) => Create(request =>
    {
        request["blockchain_type"] = "union";
        request["is_invitee"] = true;
        request["invitor_infos"] = new JsonObject { ["tenant_id"] = SandboxHost.DomainId(), ["project_id"] = SandboxHost.Project(), ["blockchain_id"] = invitor };
        change(request);
    });

    private static void Set(JsonObject request, params (string Name, JsonNode Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            request[name] = value;
        }
    }
}
