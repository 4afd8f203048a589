using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Model.Services.Health;
using Portal.Features.Services.Members;

namespace Portal.Features.Services.Changes;

/// <summary>What the dialogs of a service share.</summary>
/// <param name="Tenant">Tenant.</param>
/// <param name="Service">The service as it is now.</param>
/// <param name="Gone">True once it no longer exists.</param>
/// <param name="Members">Who belongs to it; null until that is known.</param>
/// <param name="ReadAsync">Reads the members again.</param>
public sealed record ChangeContext(
    TenantDto Tenant, ServiceDto Service, bool Gone, ServiceMembers? Members, Func<Task<(ServiceMembers? Members, ProblemView? Problem)>> ReadAsync)
{
    private const long OnDemand = 1;

    /// <summary>Alarms of the service that are on; null if they were not read.</summary>
    public IReadOnlyList<AlarmDto>? Alarms { get; init; }

    /// <summary>How the service is, from what is known of it.</summary>
    public ServiceHealth Health => ServiceHealth.Of(Service, Alarms);

    /// <summary>Why the cloud takes no change of this service now, or null.</summary>
    public FieldError? Blocked => Busy ?? (Service.Detail!.BasicInfo?.Status?.ToLowerInvariant() switch
    {
        "freeze" or "hibernation" => new("block.asleep"),
        "eipabnormal" => new("block.eip"),
        "normal" => null,
        _ => new("block.abnormal"),
    });

    /// <summary>Why the number of its nodes cannot be changed now, or null.</summary>
    public FieldError? ScaleBlocked => Blocked ?? Yearly;

    /// <summary>Why it cannot be deleted now, or null. One that failed can be.</summary>
    public FieldError? DeleteBlocked => Busy ?? Yearly ?? (Service.Detail!.BasicInfo?.Status?.ToLowerInvariant() is "freeze" or "hibernation"
        ? new("block.asleep")
        : null);

    /// <summary>True for a service on edge nodes.</summary>
    public bool IsEdge => string.Equals(Service.Detail?.BasicInfo?.ClusterType, "ief", StringComparison.OrdinalIgnoreCase);

    private FieldError? Yearly => Service.Detail?.BasicInfo?.ChargingMode is { } mode && mode != OnDemand ? new("block.yearly") : null;

    private FieldError? Busy =>
        Gone ? new("service.gone.title")
        : Service.Detail is null ? new("service.unread.title")
        : Service.Detail.BasicInfo?.ProcessStatus?.ToLowerInvariant() switch
        {
            null or "" => null,
            "iscreating" => new("block.creating"),
            "isdeleting" => new("block.deleting"),
            _ => new("block.busy"),
        };
}
