using System.Collections.Concurrent;

using Bcs.Api.Client;
using Bcs.Api.Monitoring;
using Bcs.Api.Services;

using Portal.Bff.Iam;
using Portal.Bff.Platform.Upstream;
using Portal.Contracts;
using Portal.Contracts.Monitoring;

namespace Portal.Bff.Features.Monitoring;

/// <summary>
/// The alarms of a tenant that are on, read once for everybody who looks and only while somebody does. The cloud has them by service, so a
/// round reads those services that were read longest ago, at most <see cref="MostInRound"/>; a larger tenant takes several rounds.
/// Kept in memory: whatever is lost is read again.
/// </summary>
/// <param name="tenant">Tenant id.</param>
/// <param name="clients">Calls with the tenant's credential.</param>
/// <param name="time">Clock.</param>
internal sealed class TenantAlarms(string tenant, ITenantClients clients, TimeProvider time)
{
    /// <summary>Most services that are read in a round.</summary>
    public const int MostInRound = 100;

    private const int AtOnce = 4;

    // Alarms that were raised longer ago and are still on have been seen by everybody.
    private const int Minutes = 7 * 24 * 60;

    // No more often than this, however many look.
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(45);

    // With many services each is read less often, so that the cloud gets a call or two a second.
    private static readonly TimeSpan FreshByService = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ServiceAlarms> _readings = new();
    private Task _round = Task.CompletedTask;
    private DateTimeOffset _next;
    private int _services;
    private string? _problem;
    private DateTimeOffset? _listedAt;
    private DateTimeOffset? _failingSince;

    /// <summary>What is known.</summary>
    public AlarmOverviewDto Current
    {
        get
        {
            var readings = _readings.ToArray();

            // Without services there is nothing to read, and that is known.
            var asOf = readings.Length > 0 ? readings.Min(r => r.Value.At) : _services == 0 ? _listedAt : null;
            var problem = Volatile.Read(ref _problem);
            return new AlarmOverviewDto(
                [
                    .. readings.SelectMany(r => r.Value.Alarms).OrderBy(a => AlarmSeverities.Rank(a.Severity)).ThenByDescending(a => a.StartsAt)
                        .ThenBy(a => a.BlockchainId, StringComparer.Ordinal).ThenBy(a => a.Id, StringComparer.Ordinal),
                ],
                asOf, readings.Length, _services, problem)
            {
                Reading = Reading.Of(asOf, problem, _failingSince),
            };
        }
    }

    /// <summary>Somebody looks: reads what is old, unless that is being done or was done a moment ago.</summary>
    /// <returns>The round that is going on, or the last one.</returns>
    public Task LookAsync()
    {
        lock (_lock)
        {
            if (_round.IsCompleted && time.GetUtcNow() >= _next)
            {
                _next = time.GetUtcNow() + Round;

                // Nobody's request ends it: the next one is glad of the result.
                _round = ReadAsync(CancellationToken.None);
            }

            return _round;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (await clients.ForAsync(tenant, cancellationToken) is not { } client)
        {
            Fail(new Trouble("NoToken", null));
            return;
        }

        var listed = await client.ListServicesAsync(cancellationToken);
        if (listed is not BcsResult<ServiceList>.Ok { Value: var list })
        {
            Fail(Trouble.Of(listed)!);
            return;
        }

        var names = (list.Blockchains ?? []).Where(s => !string.IsNullOrEmpty(s.Id)).DistinctBy(s => s.Id!).ToDictionary(s => s.Id!, s => s.Name, StringComparer.Ordinal);
        string[] ids = [.. names.Keys];
        foreach (var gone in _readings.Keys.Except(ids).ToList())
        {
            _readings.TryRemove(gone, out _);
        }

        (_services, _problem, _listedAt) = (ids.Length, null, time.GetUtcNow());
        var fresh = ids.Length * FreshByService;
        var old = time.GetUtcNow() - (fresh > Fresh ? fresh : Fresh);
        var due = ids.Select(id => (Id: id, _readings.GetValueOrDefault(id)?.At)).Where(s => s.At is not { } at || at <= old).OrderBy(s => s.At ?? DateTimeOffset.MinValue)
            .Take(MostInRound).Select(s => s.Id);
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (id, token) => await ReadAsync(client, id, names[id], token));
        if (_problem is null)
        {
            _failingSince = null;
        }
    }

    private async Task ReadAsync(BcsClient client, string id, string? name, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _problem) is not null)
        {
            return;
        }

        var query = new AlarmQuery { TimeRange = $"-1.-1.{Minutes}", Step = Minutes * 60_000 };
        switch (await client.ListAlarmsAsync(id, query, "active_alert", cancellationToken))
        {
            case BcsResult<MetricSeriesList>.Ok ok:
                _readings[id] = new ServiceAlarms([.. AlarmReading.Alarms(id, name, ok.Value).Where(a => a.EndsAt is null)], time.GetUtcNow());
                break;

            // Not up yet, or deleted since the list: it has no alarms that anybody could act on.
            case BcsResult<MetricSeriesList>.Refused { Error.Status: 400 or 404 }:
                _readings[id] = new ServiceAlarms([], time.GetUtcNow());
                break;
            case var answer:
                Fail(Trouble.Of(answer)!);
                break;
        }
    }

    // What was read stays: it is better than nothing, and its age is told.
    private void Fail(Trouble trouble)
    {
        _failingSince ??= time.GetUtcNow();
        Volatile.Write(ref _problem, trouble.Reason);
        if (trouble.RetryAfter is { } wait)
        {
            lock (_lock)
            {
                _next = time.GetUtcNow() + (wait < LongestPause ? wait : LongestPause);
            }
        }
    }

    private sealed record ServiceAlarms(IReadOnlyList<AlarmDto> Alarms, DateTimeOffset At);
}
