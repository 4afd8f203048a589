using Portal.Contracts;
using Portal.Contracts.Services;
using Portal.Model.Services.Health;

namespace Portal.Model.Services;

/// <summary>What the list of services shows and how; all of it is in the address.</summary>
/// <param name="Text">To be found in name, id, organisation or channel, or null.</param>
/// <param name="Status">Key of a state of health, or null.</param>
/// <param name="Type"><c>union</c> or <c>private</c>, or null.</param>
/// <param name="Version">Fabric version, or null.</param>
/// <param name="Sort">Column to sort by, with a minus in front for descending, or null.</param>
/// <param name="Columns">Keys of the columns besides the name, separated by commas; null for the usual ones.</param>
public sealed record ServicesFilter(string? Text, string? Status, string? Type, string? Version, string? Sort, string? Columns)
{
    /// <summary>True if it hides anything.</summary>
    public bool Narrows => !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Type) || !string.IsNullOrEmpty(Version);

    /// <summary>Its address.</summary>
    public string Url(string tenant) => PortalUrls.With(
        PortalUrls.Services(tenant), ("q", Text), ("status", Status), ("type", Type), ("version", Version), ("sort", Sort), ("cols", Columns));

    /// <summary>True if a service is to be shown.</summary>
    /// <param name="service">The service.</param>
    /// <param name="health">How it is.</param>
    public bool Fits(ServiceDto service, ServiceHealth health) =>
        (string.IsNullOrWhiteSpace(Text) || Contains(service, Text))
        && (string.IsNullOrEmpty(Status) || health.State.Status.TextKey == Status)
        && (string.IsNullOrEmpty(Type) || service.Detail?.BasicInfo?.ServiceType == Type)
        && (string.IsNullOrEmpty(Version) || service.Detail?.BasicInfo?.Version == Version);

    private static bool Contains(ServiceDto service, string text) =>
        PlainText.Has(service.Name, text)
        || PlainText.Has(service.Id, text)
        || service.Detail?.PeerInfo?.Any(o => PlainText.Has(o.Name, text)) == true
        || service.Detail?.Channels?.Any(c => PlainText.Has(c.Name, text)) == true;
}
