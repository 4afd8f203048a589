using Bcs.Api.Services;

namespace Portal.Features.Services;

/// <summary>A request to start from that the portal brings along.</summary>
/// <param name="Key">Its name and what it is for are under this key of the texts.</param>
/// <param name="Request">The request.</param>
internal sealed record ReadyTemplate(string Key, CreateServiceRequest Request)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReadyTemplate> All { get; } =
    [
        new("template.development", new()
        {
            VersionType = ServiceEdition.Basic.Number, BlockchainType = "private", FabricVersion = "2.2", Consensus = "etcdraft", SignAlgorithm = "ECDSA", OrdererNodeNumber = 1,
            DatabaseType = "goleveldb", VolumeType = "nfs", OrgDiskSize = ServiceEdition.Basic.DiskSize, UseEip = false,
            PeerOrgs = [new() { Name = "developers", NodeCount = 1 }],
            Channels = [new() { Name = "development", OrgNames = ["developers"] }],
        }),
        new("template.companies", new()
        {
            VersionType = ServiceEdition.Professional.Number, BlockchainType = "union", FabricVersion = "2.2", Consensus = "etcdraft", SignAlgorithm = "ECDSA", OrdererNodeNumber = 3,
            DatabaseType = "goleveldb", VolumeType = "nfs", OrgDiskSize = ServiceEdition.Professional.DiskSize, UseEip = true,
            PeerOrgs = [new() { Name = "company-a", NodeCount = 2 }, new() { Name = "company-b", NodeCount = 2 }, new() { Name = "company-c", NodeCount = 2 }],
            Channels = [new() { Name = "consortium", OrgNames = ["company-a", "company-b", "company-c"] }],
        }),
    ];
}
