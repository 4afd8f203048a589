using System.Text.Json;

using Bcs.Api.Services;

using Portal.Contracts.Services;
using Portal.Features.Services.Overview;
using Portal.Resources;

namespace Portal.Tests.Features.Services.Overview;

public sealed class ServiceFactsTests
{
    private readonly Texts _texts = new();

    [Fact]
    public void Everything_that_the_cloud_tells_is_shown()
    {
        var service = Full();

        var shown = All(service).SelectMany(f => f.Values).ToList();

        Assert.All(
            (string[])["service-1", "Enterprise (2)", "3.0.7", "to join another's consortium", "Pay per use", "10.0.0.9:30603", "Raft (etcdraft)", "SM2", "couchdb", "lab",
                "kafka-1:9092", "cluster-1", "cluster-id", "CCE", "Arm", "cce-sfs-1", "sfs.example:/share", "pvc-1", "bucket-1", "bucket.example"],
            value => Assert.Contains(value, shown));
        Assert.Contains(All(service), f => f.Name == "Disk volume-1");
    }

    [Fact]
    public void A_service_of_which_little_is_known_has_dashes_and_no_mistakes()
    {
        var facts = All(Some.Service() with { Detail = new ServiceDetail() });

        Assert.All(facts.Where(f => f.Name is not "Service ID"), f => Assert.All(f.Values, Assert.Null));
    }

    [Fact]
    public void Ids_and_addresses_can_be_copied() =>
        Assert.Equal(
            ["Service ID", "Agent addresses", "Kafka addresses", "Cluster ID", "Address of the storage", "Storage claim (PVC)", "Object storage bucket"],
            All(Full()).Where(f => f.Code).Select(f => f.Name));

    private static ServiceDto Full() => Some.Service() with
    {
        Detail = new ServiceDetail
        {
            BasicInfo = new ServiceBasicInfo
            {
                Version = "3.0.7", VersionType = 2, DeployType = "invite", ChargingMode = 1, DeployStatus = 1, AgentPortalAddrs = ["10.0.0.9:30603"], Consensus = "etcdraft",
                SignAlgorithm = "SM2", DatabaseType = "couchdb", ClusterName = "cluster-1", ClusterId = "cluster-id", ClusterType = "cce", ClusterPlatformType = "ARM64",
            },
            CouchDbInfo = new CouchDbInfo { User = "lab" },
            DmsKafkaInfo = new DmsKafkaInfo { Addr = ["kafka-1:9092"], Status = "Normal" },
            SfsInfo = new SfsInfo { Name = "cce-sfs-1", Addr = "sfs.example:/share", PvcName = "pvc-1", Type = "sfs" },
            ObsBucketInfo = new ObsInfo { Name = "bucket-1", Addr = "bucket.example" },
            EvsPvcInfo = new Dictionary<string, JsonElement> { ["volume-1"] = JsonSerializer.SerializeToElement("100 GB") },
        },
    };

    private List<Fact> All(ServiceDto service) =>
        [.. ServiceFacts.Basic(_texts, service), .. ServiceFacts.Blockchain(_texts, service.Detail!), .. ServiceFacts.Cluster(_texts, service.Detail!)];
}
