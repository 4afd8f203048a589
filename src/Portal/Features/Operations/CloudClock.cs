using Portal.Contracts.Operations;

namespace Portal.Features.Operations;

/// <summary>
/// The cloud's clock as far as one operation shows it: its steps bear the cloud's times, and its events say when the portal noticed
/// them. The cloud's clock may be ahead, behind, or in an emulator many times as fast.
/// </summary>
internal sealed class CloudClock
{
    private const double Same = 0.25;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<(DateTimeOffset Noticed, DateTimeOffset Cloud)> _pairs;

    private CloudClock(IReadOnlyList<(DateTimeOffset Noticed, DateTimeOffset Cloud)> pairs, double speed) => (_pairs, Speed) = (pairs, speed);

    /// <summary>Seconds of the cloud in a second of the portal; 1 unless it clearly runs otherwise.</summary>
    public double Speed { get; }

    /// <summary>Reads the clock; null while no step has begun.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="events">What happened, oldest first.</param>
    public static CloudClock? Of(OperationDto operation, IReadOnlyList<OperationEventDto> events)
    {
        var parts = operation.Steps.SelectMany(s => s.Steps.Select(p => (Step: s.Name, p.Name, Part: p))).ToLookup(p => (p.Step, p.Name), p => p.Part);
        List<(DateTimeOffset Noticed, DateTimeOffset Cloud)> pairs =
        [
            .. from change in events
               where change is { Step: not null, SubStep: not null }
               from part in parts[(change.Step!, change.SubStep!)]
               let cloud = change.Status is OperationStatuses.Processing ? part.StartedAt : OperationStatuses.IsOpen(change.Status) ? null : part.EndedAt
               where cloud is not null
               select (change.At, cloud.Value),
        ];
        return pairs.Count == 0 ? null : new(pairs, SpeedOf(pairs));
    }

    /// <summary>The cloud's time at a moment of the portal. What was noticed with the least delay counts.</summary>
    public DateTimeOffset At(DateTimeOffset now) => _pairs.Max(p => p.Cloud + ((now - p.Noticed) * Speed));

    private static double SpeedOf(List<(DateTimeOffset Noticed, DateTimeOffset Cloud)> pairs)
    {
        var (first, last) = (pairs.MinBy(p => p.Noticed), pairs.MaxBy(p => p.Noticed));
        if (last.Noticed - first.Noticed < Enough)
        {
            return 1;
        }

        // What is noticed late looks slower or faster than it is.
        var speed = (last.Cloud - first.Cloud) / (last.Noticed - first.Noticed);
        return speed is > 1 - Same and < 1 + Same || speed <= 0 ? 1 : speed;
    }
}
