using Portal.Contracts.Services;
using Portal.Design;

namespace Portal.Model.Services;

/// <summary>What pages show of a service, read from the cloud's detail.</summary>
internal static class ServiceView
{
    /// <summary>What goes on takes precedence over how it is.</summary>
    public static Status Status(ServiceDto service)
    {
        var basic = service.Detail?.BasicInfo;
        if (basic?.ProcessStatus is { Length: > 0 } process)
        {
            return Node(process);
        }

        return basic?.Status is { Length: > 0 } status ? Node(status) : new(StatusKind.Unknown, "svc.unread");
    }

    /// <summary>The status of a service or of one of its node groups. The cloud's spelling varies between the two.</summary>
    public static Status Node(string? status) => status?.ToLowerInvariant() switch
    {
        "normal" => new(StatusKind.Good, "svc.normal"),
        "abnormal" => new(StatusKind.Bad, "svc.abnormal"),
        "eipabnormal" => new(StatusKind.Warning, "svc.eipAbnormal"),
        "freeze" => new(StatusKind.Warning, "svc.frozen"),
        "hibernation" => new(StatusKind.Stopped, "svc.hibernating"),
        "iscreating" => new(StatusKind.Busy, "svc.creating"),
        "isupgrading" => new(StatusKind.Busy, "svc.upgrading"),
        "isscaling" or "isadding" or "adding" or "adding/isscaling" => new(StatusKind.Busy, "svc.scaling"),
        "isdeleting" => new(StatusKind.Busy, "svc.deleting"),
        null or "" or "unknown" => new(StatusKind.Unknown, "svc.unknown"),
        _ => new(StatusKind.Unknown, status!),
    };

    /// <summary>Peers that run, and how many there should be.</summary>
    public static (long Up, long Total) Peers(ServiceDto service)
    {
        long up = 0, total = 0;
        foreach (var organization in service.Detail?.PeerInfo ?? [])
        {
            var (running, all) = Nodes(organization.StatusDetail, organization.Status, organization.NodeCnt ?? 0);
            up += running;
            total += all;
        }

        return (up, total);
    }

    /// <summary>The fraction in a node group's <c>status_detail</c>; without one, all or none as its status says.</summary>
    public static (long Up, long Total) Nodes(string? detail, string? status, long count)
    {
        if (detail?.Split('/') is [var left, var right] && long.TryParse(left, out var up) && long.TryParse(right, out var total))
        {
            return (up, total);
        }

        return (string.Equals(status, "Normal", StringComparison.OrdinalIgnoreCase) ? count : 0, count);
    }

    /// <summary>Key of the text for the kind of blockchain.</summary>
    public static string? TypeKey(ServiceDto service) => service.Detail?.BasicInfo?.ServiceType switch
    {
        "union" => "svc.type.union",
        "private" => "svc.type.private",
        _ => null,
    };

    /// <summary>The consensus by the name people know it by.</summary>
    public static string? Consensus(string? consensus) => consensus?.ToLowerInvariant() switch
    {
        "etcdraft" => "Raft (etcdraft)",
        "sflic" => "FBFT (SFLIC)",
        "solo" => "Solo",
        "kafka" => "Kafka",
        _ => consensus,
    };
}
