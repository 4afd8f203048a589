using System.Globalization;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Monitoring;

/// <summary>
/// Computes what the instances of a service do at a minute: a function of seed, names and time, so that nothing is sampled or stored.
/// Busy by day and on working days, more so while an operation runs; disks fill slowly.
/// </summary>
internal sealed class SignalSource
{
    public const long Minute = 60 * 1_000_000_000L;

    private const int HexLength = 16;
    private const double Peak = 14.5;
    private const double WeekendFactor = 0.55;
    private const double DiskPerDay = 0.0004;
    private const double FullestDisk = 0.85;

    // Of the region whose day the rhythm follows.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private readonly int _seed;
    private readonly ServiceState _service;
    private readonly List<(long From, long To)> _busy;

    public SignalSource(int seed, TenantState tenant, ServiceState service, long now, long from)
    {
        _seed = seed;
        _service = service;
        UpSince = tenant.OperationsById.TryGetValue(service.CreationOperation, out var creation) ? OperationTimeline.EndsAt(creation) ?? long.MaxValue : service.CreatedAt;
        _busy = [.. RecentOperations.Of(tenant, service, from).Select(o => (o.RecordedAt, OperationTimeline.EndsAt(o) ?? now))];
    }

    /// <summary>When the service was first up; the end of time if it was not yet.</summary>
    public long UpSince { get; }

    /// <summary>The signals of an instance in the minute that starts at this time; null if it reports none.</summary>
    public Signals? At(MonitoredEntity entity, MonitoredInstance instance, long minute)
    {
        var key = ulong.Parse(Seeded.Hex(_seed, $"{_service.Id}|{instance.Name}", HexLength), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var number = (ulong)(minute / Minute);
        var rhythm = Rhythm(minute);
        var load = _busy.Exists(b => b.From < minute + Minute && b.To > minute) ? 1.0 : 0.0;
        var traffic = (0.15 + rhythm + (0.4 * load)) * (0.7 + (0.6 * Noise(key, number, 1)));
        var days = (minute - _service.CreatedAt) / (1440.0 * Minute);
        var signals = new Signals(
            Cpu: Limit(0.04 + (0.08 * Noise(key, 0, 2)) + (0.22 * rhythm) + (0.3 * load) + (0.05 * Noise(key, number, 3))),
            Memory: Limit(0.3 + (0.15 * Noise(key, 0, 4)) + (0.08 * rhythm) + (0.05 * load) + (0.02 * Noise(key, number / 15, 5))),
            Disk: Math.Min(FullestDisk, 0.06 + (0.06 * Noise(key, 0, 6)) + (DiskPerDay * Math.Max(0, days)) + (0.001 * Noise(key, number / 30, 7))),
            Received: 24_000 * traffic * (0.8 + (0.4 * Noise(key, 0, 8))),
            Sent: 31_000 * traffic * (0.8 + (0.4 * Noise(key, 0, 9))),
            Read: 6_000 * traffic * Noise(key, number, 10),
            Written: 18_000 * traffic * (0.5 + Noise(key, number, 11)));
        foreach (var incident in _service.Incidents.Where(i => i.IsOn(minute) && i.Meets(entity, instance)))
        {
            if (IncidentKind.Find(incident.Kind)!.Apply(signals) is not { } changed)
            {
                return null;
            }

            signals = changed;
        }

        return signals;
    }

    private static double Rhythm(long minute)
    {
        var local = SandboxClock.FromNanoseconds(minute).ToOffset(Offset);
        var wave = 0.5 + (0.5 * Math.Cos(2 * Math.PI * (local.TimeOfDay.TotalHours - Peak) / 24));
        return wave * (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? WeekendFactor : 1);
    }

    private static double Limit(double value) => Math.Clamp(value, 0, 0.99);

    /// <summary>0 to 1, by the finalizer of SplitMix64: far cheaper than a digest for each point.</summary>
    private static double Noise(ulong key, ulong number, ulong signal)
    {
        var mixed = key + (number * 0x9E3779B97F4A7C15UL) + (signal * 0xD1B54A32D192ED03UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return ((mixed ^ (mixed >> 31)) >> 11) / 9007199254740992.0;
    }
}
