using System.Net;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Services;

/// <summary>Where the live service and the reference's tables differ about what can be created.</summary>
public sealed class CreateServiceLimitsTests : SandboxTest
{
    private const string Turbo = """{"share_type":"STANDARD","type":"efs-ha","available_zone":"","resource_spec_code":"sfs.turbo.standard"}""";
    private const string BeyondTables = """{"share_type":"PERFORMANCE","type":"efs","availability_zone":"cn-north-4a","resource_spec_code":"sfs.turbo.40MBps"}""";

    /// <summary>What is changed in a request, which field the live service refuses, and which the reference; null where it is taken.</summary>
    public static TheoryData<string, string?, string?> Requests => new()
    {
        { "{}", null, null },
        { """{"version_type":1,"org_disk_size":39}""", "org_disk_size", "org_disk_size" },
        { """{"version_type":1,"org_disk_size":40}""", null, "org_disk_size" },
        { """{"version_type":4,"org_disk_size":99}""", "org_disk_size", "org_disk_size" },
        { """{"version_type":4,"org_disk_size":100}""", null, null },
        { """{"version_type":2,"org_disk_size":499}""", "org_disk_size", null },
        { """{"version_type":2,"org_disk_size":500}""", null, null },
        { $$$"""{"volume_type":"efs","org_disk_size":499,"turbo_info":{{{Turbo}}}}""", "org_disk_size", null },
        { $$$"""{"volume_type":"efs","org_disk_size":500,"turbo_info":{{{Turbo}}}}""", null, null },
        { $$$"""{"volume_type":"efs","turbo_info":{{{BeyondTables}}}}""", null, "share_type" },
        { """{"volume_type":"efs"}""", null, "turbo_info" },
        { $$$"""{"turbo_info":{{{BeyondTables}}}}""", null, null },
        { """{"cce_cluster_info":{"cluster_id":"5adc2ce2","cluster_name":"cluster-1"}}""", null, "cluster_platform_type" },
        { """{"cce_cluster_info":{"cluster_id":"5adc2ce2","cluster_name":"cluster-1","cluster_platform_type":"Sparc"}}""", null, "cluster_platform_type" },
        { Kafka("""{"spec":"mini","storage":299,"az":"a"}"""), "storage", "storage" },
        { Kafka("""{"spec":"mini","storage":300,"az":"a"}"""), "storage", null },
        { Kafka("""{"spec":"mini","storage":600,"az":"a"}"""), null, null },
        { Kafka("""{"spec":"small","storage":1199,"az":"a"}"""), "storage", "storage" },
        { Kafka("""{"spec":"middle","storage":2400,"az":"a"}"""), null, null },
        { Kafka("""{"spec":"high","storage":4799,"az":"a"}"""), "storage", "storage" },
        { Kafka("""{"spec":"high","storage":9001,"az":"a"}"""), "storage", "storage" },
        { Kafka("""{"spec":"dms.instance.kafka.cluster.c3.mini","storage":600,"az":"a"}"""), null, "spec" },
        { Kafka("""{"spec":"dms.instance.kafka.cluster.c3.small","storage":600,"az":"a"}"""), "storage", "spec" },
        { Kafka("""{"spec":"mini","storage":600}"""), "kafka_create_info", "kafka_create_info" },
        { Kafka("null"), "kafka_create_info", "kafka_create_info" },
        { """{"kafka_create_info":{"spec":"mini","storage":1,"az":"a"}}""", null, null },
        { """{"resource_password":"Twelve-Abc.1"}""", null, null },
        { """{"resource_password":"Hash#Abc.1"}""", "Weak", "Weak" },
        { """{"resource_password":"Spaced Abc1"}""", "Weak", "Weak" },
        { """{"resource_password":"[{]}:,?Aa"}""", null, null },
        { Couch("Longer-than-12-characters"), null, null },
        { Couch("Longer-than-26-characters!1"), "Weak", "Weak" },
        { Couch("Short-1"), "Weak", "Weak" },
    };

    [Theory]
    [InlineData("live")]
    [InlineData("reference")]
    public async Task Each_dialect_takes_and_refuses_by_its_own_table(string dialect)
    {
        using (var set = await Sandbox.Http.PutAsync("/sandbox/dialect", new StringContent(dialect)))
        {
            Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        }

        var wrong = new List<string>();
        foreach (var row in Requests)
        {
            var (change, live, reference) = ((string)row[0], (string?)row[1], (string?)row[2]);
            var request = Some.Service("bcs-limits");
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            {
                request[name] = value?.DeepClone();
            }

            var refused = dialect == "live" ? live : reference;
            var (status, body) = await Sandbox.CallAsync("POST", "/blockchains", request);
            if ((status, refused) is not (200, null) && !(status == 400 && refused is not null && body!["error_msg"]!.GetValue<string>().Contains(refused, StringComparison.Ordinal)))
            {
                wrong.Add($"{change}: {status} {body?.ToJsonString()}");
            }

            using var reset = await Sandbox.Http.PostAsync("/sandbox/reset", null);
            using var again = await Sandbox.Http.PutAsync("/sandbox/dialect", new StringContent(dialect));
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("2.0", null, 3)]
    [InlineData("2.0", "SFLIC", 4)]
    [InlineData("1.4", null, 1)]
    [InlineData("2.2", "SFLIC", 7)]
    public async Task Consensus_decides_how_many_orderers_there_are_unless_the_request_says(string fabric, string? consensus, int orderers)
    {
        var service = await Sandbox.ReadyServiceAsync(change: request =>
        {
            request["fabric_version"] = fabric;
            request["consensus"] = consensus;
            request["orderer_node_number"] = orderers == 7 ? 7 : null;
        });
        Assert.Equal(orderers, (await Sandbox.GetAsync($"/blockchains/{service}"))["orderer_info"]!["node_cnt"]!.GetValue<int>());
    }

    private static string Kafka(string info) => $$$"""{"fabric_version":"1.4","consensus":"kafka","kafka_create_info":{{{info}}}}""";

    private static string Couch(string password) => $$$"""{"database_type":"couchdb","couchdb_info":{"user_name":"ledger","password":"{{{password}}}"}}""";
}
