using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Live;

/// <summary>Every kind of event that pages can follow. A new one is a line here.</summary>
internal static class LiveKinds
{
    private static readonly Dictionary<Type, LiveKind> ByType = new()
    {
        [typeof(OperationDto)] = new LiveKind<OperationDto>(nameof(IPortalEvents.OperationChanged), o => o.Tenant, o => o.Id, o => o.Version),
        [typeof(ServiceDto)] = new LiveKind<ServiceDto>(nameof(IPortalEvents.ServiceChanged), s => s.Tenant, s => s.Id, s => s.Version),
        [typeof(ServiceRemovedDto)] = new LiveKind<ServiceRemovedDto>(nameof(IPortalEvents.ServiceRemoved), s => s.Tenant, s => s.Id),
        [typeof(ConsortiumDto)] = new LiveKind<ConsortiumDto>(nameof(IPortalEvents.ConsortiumChanged), c => c.Tenant, c => c.Tenant, c => c.Version),
        [typeof(NotificationDto)] = new LiveKind<NotificationDto>(nameof(IPortalEvents.NotificationAdded), n => n.Tenant, n => n.Id),
        [typeof(CertificateDto)] = new LiveKind<CertificateDto>(nameof(IPortalEvents.CertificateChanged), c => c.Tenant, c => c.Id, c => c.Version),
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<LiveKind> All => ByType.Values;

    /// <summary>The kind that carries a type.</summary>
    /// <exception cref="InvalidOperationException">Nothing pushes that type.</exception>
    public static LiveKind<T> Of<T>() =>
        ByType.GetValueOrDefault(typeof(T)) as LiveKind<T> ?? throw new InvalidOperationException($"Nothing pushes {typeof(T).Name}: it has no line in LiveKinds.");
}
