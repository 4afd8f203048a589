using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Resources;

namespace Portal.Model.Operations;

/// <summary>What of a tenant's operations is shown; each part null for all.</summary>
/// <param name="Status">One or several statuses, separated by commas.</param>
/// <param name="Service">Id of a service.</param>
/// <param name="Kind">Catalogue id of a call.</param>
/// <param name="By">Name of a person.</param>
public sealed record OperationsFilter(string? Status, string? Service, string? Kind, string? By)
{
    /// <summary>Started from this time of the reader on, as fields have it.</summary>
    public string? From { get; init; }

    /// <summary>Started before this time, likewise.</summary>
    public string? To { get; init; }

    /// <summary>The reader's zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Leaves nothing out.</summary>
    public static OperationsFilter All { get; } = new(null, null, null, null);

    /// <summary>The statuses of operations that somebody should look at.</summary>
    public const string Attention = $"{OperationStatuses.Failed},{OperationStatuses.Stop},{OperationStatuses.Unknown}";

    /// <summary>The statuses of operations that are not over.</summary>
    public const string Running = $"{OperationStatuses.Checking},{OperationStatuses.Waiting},{OperationStatuses.Processing}";

    /// <summary>True if anything is left out.</summary>
    public bool Any => this is not { Status: null or "", Service: null or "", Kind: null or "", By: null or "", From: null or "", To: null or "" };

    /// <summary>True if an operation is among those that are shown.</summary>
    public bool Fits(OperationDto operation) =>
        (string.IsNullOrEmpty(Status) || Status.Split(',').Contains(operation.Status))
        && (string.IsNullOrEmpty(Service) || operation.BlockchainId == Service)
        && (string.IsNullOrEmpty(Kind) || operation.Operation == Kind)
        && (string.IsNullOrEmpty(By) || operation.RequestedBy == By)
        && !(LocalTime.From(From, Zone) > operation.StartedAt) && !(LocalTime.To(To, Zone) <= operation.StartedAt);

    /// <summary>The page that shows it.</summary>
    public string Url(string tenant, string? cursor = null) =>
        PortalUrls.With(PortalUrls.Operations(tenant, Status, Service, Kind, By), ("from", From), ("to", To), ("cursor", cursor));

    /// <summary>Where it is read.</summary>
    public string Path(string tenant, string? cursor) => PortalUrls.With(
        BffRoutes.Operations, ("tenant", tenant), ("status", Status), ("blockchainId", Service), ("operation", Kind), ("requestedBy", By),
        ("from", LocalTime.Utc(LocalTime.From(From, Zone))), ("to", LocalTime.Utc(LocalTime.To(To, Zone))), ("cursor", cursor));
}
