namespace Portal.Contracts.Monitoring;

/// <summary>An alarm of a service, read from the cloud's answer. BCS API Reference 5.3.1.</summary>
/// <param name="Id">Names it within its service.</param>
/// <param name="BlockchainId">Service.</param>
/// <param name="BlockchainName">Name of the service; null if it is not known.</param>
/// <param name="Name">What happened, in the cloud's words.</param>
/// <param name="Severity">One of <see cref="AlarmSeverities.All"/>, or what the cloud says instead.</param>
/// <param name="ResourceType">Kind of what it concerns; null if the cloud does not say.</param>
/// <param name="Resource">Name of what it concerns; null if the cloud does not say.</param>
/// <param name="Cause">What probably caused it; null if the cloud does not say.</param>
/// <param name="StartsAt">When it was raised, UTC.</param>
/// <param name="EndsAt">When it was cleared, UTC; null while it is on.</param>
public sealed record AlarmDto(
    string Id, string BlockchainId, string? BlockchainName, string Name, string Severity, string? ResourceType, string? Resource, string? Cause, DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt);

/// <summary>The alarms of a tenant that are on, as far as they were read.</summary>
/// <param name="Items">The alarms, the most severe first.</param>
/// <param name="AsOf">When the service that was read longest ago was read, UTC; for a tenant without services, when that was read; null if none was.</param>
/// <param name="Read">How many services were read.</param>
/// <param name="Services">How many services there are.</param>
/// <param name="Problem">Code of why the last attempt failed, or null.</param>
public sealed record AlarmOverviewDto(IReadOnlyList<AlarmDto> Items, DateTimeOffset? AsOf, int Read, int Services, string? Problem)
{
    /// <summary>Whether it was ever read: without that, an empty list does not mean "none".</summary>
    public Reading Reading { get; init; } = Reading.Of(AsOf, Problem);
}
