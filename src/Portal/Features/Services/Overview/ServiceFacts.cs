using System.Globalization;

using Bcs.Api.Services;

using Portal.Contracts.Services;
using Portal.Model.Services;
using Portal.Resources;

namespace Portal.Features.Services.Overview;

/// <summary>What section 5.1.3 tells of a service, in words. Facts that do not apply to it are left out.</summary>
internal static class ServiceFacts
{
    private const long OnDemand = 1;

    /// <summary>What it is.</summary>
    public static IEnumerable<Fact> Basic(Texts texts, ServiceDto service)
    {
        var basic = service.Detail?.BasicInfo;
        yield return new(texts["service.id"], service.Id) { Code = true };
        yield return new(texts["f.edition"], basic?.VersionType is { } edition ? texts.Find("edition." + edition) ?? Text(edition) : null);
        yield return new(texts["f.type"], ServiceView.TypeKey(service) is { } type ? texts[type] : null);
        yield return new(texts["service.version"], basic?.Version);
        yield return new(texts["service.origin"], Known(texts, "origin.", basic?.DeployType));
        yield return new(texts["service.billing"], basic?.ChargingMode is { } mode ? texts[mode == OnDemand ? "billing.onDemand" : "billing.yearly"] : null);
        yield return new(texts["service.deployment"], basic?.DeployStatus is { } status ? texts.Find("deployment." + status) : null);
        if (basic?.AgentPortalAddrs is { Count: > 0 } agents)
        {
            yield return new(texts["service.agentAddress"], [.. agents]) { Code = true };
        }

        if (basic?.IsOldService is true)
        {
            yield return new(texts["service.old"], basic.OldServiceVersion is { Length: > 0 } old ? old : texts["yes"]);
        }
    }

    /// <summary>How its blockchain works.</summary>
    public static IEnumerable<Fact> Blockchain(Texts texts, ServiceDetail detail)
    {
        var basic = detail.BasicInfo;
        yield return new(texts["f.consensus"], ServiceView.Consensus(basic?.Consensus));
        yield return new(texts["f.sign"], basic?.SignAlgorithm);
        yield return new(texts["f.database"], basic?.DatabaseType);
        if (detail.CouchDbInfo?.User is { Length: > 0 } user)
        {
            yield return new(texts["f.couchUser"], user);
        }

        yield return new(
            texts["service.block"], basic?.BlockInfo is { } block ? texts.Count("service.block.value", block.MaxMessageCount ?? 0, block.BatchTimeout, block.PreferredMaxbytes) : null);
        string[] can =
        [
            .. new (string Key, bool? Is)[]
            {
                ("service.restful", basic?.IsSupportRestful), ("service.trusted", basic?.IsSupportTc3), ("service.rollback", basic?.IsSupportRollback),
                ("service.crossRegion", basic?.IsCrossRegion),
            }.Where(c => c.Is is true).Select(c => texts[c.Key]),
        ];
        if (can.Length > 0)
        {
            yield return new(texts["service.features"], can);
        }

        if (basic?.OrderFadeEnabled is true)
        {
            yield return new(texts["service.fade"], texts["service.fade.value", basic.OrderFadeCache ?? 0]);
        }

        if (detail.DmsKafkaInfo is { Addr: { Count: > 0 } addresses } kafka)
        {
            yield return new(texts["service.kafka"], [.. addresses]) { Code = true };
            yield return new(texts["service.kafka.status"], kafka.Status, kafka.StatusDetail);
        }
    }

    /// <summary>Where it runs and where it keeps its data.</summary>
    public static IEnumerable<Fact> Cluster(Texts texts, ServiceDetail detail)
    {
        var basic = detail.BasicInfo;
        yield return new(texts["f.clusterName"], basic?.ClusterName);
        yield return new(texts["service.clusterId"], basic?.ClusterId) { Code = true };
        yield return new(texts["service.clusterType"], basic?.ClusterType?.ToUpperInvariant());
        yield return new(texts["f.platform"], basic?.ClusterPlatformType is "ARM64" ? "Arm" : basic?.ClusterPlatformType is "VirtualMachine" ? "x86" : basic?.ClusterPlatformType);
        if (basic?.ClusterAz is { Length: > 0 } zones)
        {
            yield return new(texts["service.zones"], texts.Find("yesno." + zones) ?? zones);
        }

        if (detail.IefInfo?.DeployMode is { } deployment && string.Equals(basic?.ClusterType, "ief", StringComparison.OrdinalIgnoreCase))
        {
            yield return new(texts["service.edgeMode"], texts.Find("edgeMode." + deployment) ?? Text(deployment));
        }

        yield return new(texts["service.storage"], detail.SfsInfo?.Name, detail.SfsInfo?.Type);
        if (detail.SfsInfo?.Addr is { Length: > 0 } address)
        {
            yield return new(texts["service.storageAddress"], address) { Code = true };
        }

        if (detail.SfsInfo?.PvcName is { Length: > 0 } claim)
        {
            yield return new(texts["f.claim"], claim) { Code = true };
        }

        foreach (var (name, volume) in detail.EvsPvcInfo ?? new Dictionary<string, System.Text.Json.JsonElement>())
        {
            yield return new(texts["service.disk", name], volume.ToString());
        }

        if (detail.ObsBucketInfo is { Name.Length: > 0 } bucket)
        {
            yield return new(texts["service.bucket"], bucket.Name, bucket.Addr) { Code = true };
        }
    }

    private static string? Known(Texts texts, string prefix, string? value) => string.IsNullOrEmpty(value) ? null : texts.Find(prefix + value) ?? value;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
