using Portal.Contracts.Operations;
using Portal.Model.Operations;

namespace Portal.Features.Operations;

/// <summary>A step as a bar on the operation's time axis. Places are parts of the axis, from 0 to 1.</summary>
/// <param name="Step">The step.</param>
/// <param name="Parts">Bars of its parts.</param>
public sealed record StepBar(OperationStepDto Step, IReadOnlyList<StepBar> Parts)
{
    /// <summary>Where it began and how long it is; null if it has not begun.</summary>
    public (double At, double Length)? Done { get; init; }

    /// <summary>Where what is expected of it begins and how long that is; null if nothing is.</summary>
    public (double At, double Length)? Expected { get; init; }

    /// <summary>How long it took or has been running; what it is expected to take if it has not begun; null if that is not known.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>True while it runs.</summary>
    public bool Running { get; init; }
}

/// <summary>The steps of an operation to scale on one time axis.</summary>
/// <param name="Bars">The steps in their order.</param>
/// <param name="Length">Length of the axis.</param>
/// <param name="Ticks">Times to mark on it.</param>
internal sealed record StepChart(IReadOnlyList<StepBar> Bars, TimeSpan Length, IReadOnlyList<TimeSpan> Ticks)
{
    private const int MostTicks = 6;

    private static readonly int[] Steps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14400, 28800, 86400];

    /// <summary>Lays the steps out.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="usual">How long its steps usually take.</param>
    /// <param name="now">Now, by the cloud's clock; null if that is not known.</param>
    public static StepChart Of(OperationDto operation, UsualTimes usual, DateTimeOffset? now)
    {
        var span = OperationTimes.Span(operation);
        var open = OperationStatuses.IsOpen(operation.Status);
        var last = span is var (from, to) ? to - from : TimeSpan.Zero;
        var course = new Course(operation, usual, span?.From ?? default, open && now > span?.To ? now.Value - span.Value.From : last, open);
        var laid = course.Lay(operation.Steps, null, course.Now);
        var length = laid.Select(l => l.End).Append(course.Now).Max();
        length = length <= TimeSpan.Zero ? TimeSpan.FromSeconds(1) : length;
        return new([.. laid.Select(l => l.Bar(length))], length, [.. TicksOf(length)]);
    }

    private static IEnumerable<TimeSpan> TicksOf(TimeSpan length)
    {
        var step = TimeSpan.FromSeconds(Steps.FirstOrDefault(s => length.TotalSeconds / s < MostTicks, (int)Math.Min(int.MaxValue, Math.Ceiling(length.TotalSeconds / MostTicks))));
        for (var at = TimeSpan.Zero; at < length; at += step)
        {
            yield return at;
        }
    }

    private sealed record Laid(OperationStepDto Step, IReadOnlyList<Laid> Parts, (TimeSpan From, TimeSpan To)? Done, (TimeSpan From, TimeSpan To)? Expected, bool Running)
    {
        public TimeSpan End => new[] { Done?.To ?? TimeSpan.Zero, Expected?.To ?? TimeSpan.Zero }.Concat(Parts.Select(p => p.End)).Max();

        public StepBar Bar(TimeSpan length) => new(Step, [.. Parts.Select(p => p.Bar(length))])
        {
            Done = Place(Done, length), Expected = Place(Expected, length), Running = Running, Time = (Done ?? Expected) is var (from, to) ? to - from : null,
        };

        private static (double At, double Length)? Place((TimeSpan From, TimeSpan To)? span, TimeSpan length) => span is var (from, to) ? (from / length, (to - from) / length) : null;
    }

    /// <param name="Operation">The operation.</param>
    /// <param name="Usual">How long its steps usually take.</param>
    /// <param name="Origin">Where the axis begins.</param>
    /// <param name="Now">How far it is; where it ended if it is over.</param>
    /// <param name="Open">True while it runs.</param>
    private sealed record Course(OperationDto Operation, UsualTimes Usual, DateTimeOffset Origin, TimeSpan Now, bool Open)
    {
        // What has not begun is expected after what goes on and what stands before it.
        public List<Laid> Lay(IReadOnlyList<OperationStepDto> steps, string? of, TimeSpan cursor)
        {
            var laid = new List<Laid>();
            foreach (var step in steps.OrderBy(s => s.Order))
            {
                var one = Lay(step, of, steps.Count == 1, cursor);
                laid.Add(one);
                cursor = one.End > cursor ? one.End : cursor;
            }

            return laid;
        }

        // The only part of a step is the step: its name may hold that of a channel or an organisation.
        private Laid Lay(OperationStepDto step, string? of, bool alone, TimeSpan cursor)
        {
            var usual = !Open ? null : of is null ? Usual.Step(step.Name) : Usual.Step(of, step.Name) ?? (alone ? Usual.Step(of) : null);
            if (step.StartedAt is not { } started)
            {
                var parts = Lay(step.Steps, step.Name, cursor);
                return new(step, parts, null, usual is { } time ? (cursor, Later(cursor + time, parts)) : null, false);
            }

            var from = started - Origin;
            var running = Open && step.EndedAt is null;
            var to = step.EndedAt is { } ended ? ended - Origin : Now;
            var within = Lay(step.Steps, step.Name, to);
            var end = running && usual is { } length ? Later(from + length, within) : to;
            return new(step, within, (from, to < from ? from : to), end > to ? (to, end) : null, running);
        }

        private static TimeSpan Later(TimeSpan end, List<Laid> parts) => parts.Select(p => p.End).Append(end).Max();
    }
}
