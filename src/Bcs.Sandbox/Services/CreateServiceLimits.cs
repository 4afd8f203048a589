using System.Collections.Frozen;

using Bcs.Api.Services;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>
/// Sizes and parts of 5.1.1 about which the reference's tables and the live service differ, a set for each. The live service wants more room
/// than the tables, takes values that they do not list, and enforces not every part that they call mandatory.
/// </summary>
/// <param name="Disk">Smallest disk of an organisation in GB, by edition.</param>
/// <param name="OtherDisk">The same for every other edition.</param>
/// <param name="TurboDisk">The same on SFS Turbo.</param>
/// <param name="Kafka">Smallest storage of a Kafka instance in GB, by the last word of its specification.</param>
/// <param name="OtherKafka">The same for every other specification; null if there is none.</param>
/// <param name="AsTables">Whether every part has to be there, with a value that the tables list.</param>
internal sealed record CreateServiceLimits(
    FrozenDictionary<long, long> Disk, long OtherDisk, long TurboDisk, FrozenDictionary<string, long> Kafka, long? OtherKafka, bool AsTables)
{
    private const long MostKafka = 9000;

    private static readonly string[] Platforms = ["VirtualMachine", "ARM64"];

    /// <summary>Basic has a disk of 40 GB, the two large editions one of 500.</summary>
    private static readonly CreateServiceLimits Live = new(
        new Dictionary<long, long> { [1] = 40, [2] = 500, [3] = 500 }.ToFrozenDictionary(), OtherDisk: 100, TurboDisk: 500,
        new Dictionary<string, long> { ["mini"] = 600, ["small"] = 1200, ["middle"] = 2400, ["high"] = 4800 }.ToFrozenDictionary(), OtherKafka: 600, AsTables: false);

    private static readonly CreateServiceLimits Reference = new(
        FrozenDictionary<long, long>.Empty, OtherDisk: 100, TurboDisk: 100,
        new Dictionary<string, long> { ["mini"] = 300, ["small"] = 1200, ["middle"] = 2400, ["high"] = 4800 }.ToFrozenDictionary(), OtherKafka: null, AsTables: true);

    /// <summary>Those of a dialect.</summary>
    public static CreateServiceLimits Of(Dialect dialect) => dialect == Dialect.Reference ? Reference : Live;

    /// <summary>The first of them that a request breaks, or null. Parts that do not apply are not looked at.</summary>
    public BcsFault? Check(CreateServiceRequest request) => CheckDisk(request) ?? CheckKafka(request) ?? CheckTurbo(request) ?? CheckPlatform(request);

    private BcsFault? CheckDisk(CreateServiceRequest request)
    {
        var least = request.VolumeType == "efs" ? TurboDisk : Disk.GetValueOrDefault(request.VersionType ?? 0, OtherDisk);
        return request.OrgDiskSize < least ? BcsFaults.Parameter("org_disk_size", $"must be at least {least}") : null;
    }

    private BcsFault? CheckKafka(CreateServiceRequest request)
    {
        if (!string.Equals(request.Consensus, "kafka", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (request.KafkaCreateInfo is not { Spec: { Length: > 0 } spec, Storage: { } storage, Az.Length: > 0 })
        {
            return BcsFaults.Missing("kafka_create_info");
        }

        // The live service takes the whole name of a specification too, as in dms.instance.kafka.cluster.c3.mini.
        var word = AsTables ? spec : spec.Split('.')[^1];
        var least = Kafka.TryGetValue(word, out var listed) ? listed : OtherKafka;
        return least is null ? BcsFaults.Parameter("kafka_create_info.spec", $"must be one of {string.Join(", ", Kafka.Keys.Order())}")
            : storage < least || storage > MostKafka ? BcsFaults.Parameter("kafka_create_info.storage", $"must be {least} to {MostKafka}")
            : null;
    }

    private BcsFault? CheckTurbo(CreateServiceRequest request) => (AsTables && request.VolumeType == "efs", request.TurboInfo) switch
    {
        (false, _) => null,
        (_, null) => BcsFaults.Missing("turbo_info"),
        (_, { ShareType: not "STANDARD" }) => BcsFaults.Parameter("turbo_info.share_type", "must be STANDARD"),
        (_, { Type: not "efs-ha" }) => BcsFaults.Parameter("turbo_info.type", "must be efs-ha"),
        (_, { ResourceSpecCode: not "sfs.turbo.standard" }) => BcsFaults.Parameter("turbo_info.resource_spec_code", "must be sfs.turbo.standard"),
        (_, { AvailableZone: null }) => BcsFaults.Parameter("turbo_info.available_zone", "must be given"),
        _ => null,
    };

    private BcsFault? CheckPlatform(CreateServiceRequest request)
    {
        if (!AsTables || CreateServiceRules.IsIef(request))
        {
            return null;
        }

        var (part, platform) = request.CreateNewCluster is true
            ? ("cce_create_info", request.CceCreateInfo!.ClusterPlatformType)
            : ("cce_cluster_info", request.CceClusterInfo!.ClusterPlatformType);
        return Platforms.Contains(platform) ? null : BcsFaults.Parameter($"{part}.cluster_platform_type", $"must be one of {string.Join(", ", Platforms)}");
    }
}
