using Portal.Contracts.Operations;
using Portal.Model.Operations;

namespace Portal.Features.Operations;

/// <summary>How long operations of a kind and their steps took before.</summary>
public sealed class UsualTimes
{
    private readonly Dictionary<string, TimeSpan> _steps = [];

    private UsualTimes()
    {
    }

    /// <summary>Nothing is known.</summary>
    public static UsualTimes None { get; } = new();

    /// <summary>The shortest and the longest time; null unless at least two are known.</summary>
    public (TimeSpan Least, TimeSpan Most)? Whole { get; private init; }

    /// <summary>What earlier operations tell.</summary>
    /// <param name="earlier">Operations of the same kind that ended well.</param>
    public static UsualTimes Of(IEnumerable<OperationDto> earlier)
    {
        var known = earlier.Where(o => o.Status is OperationStatuses.Finished).ToList();
        var whole = known.Select(OperationTimes.Span).OfType<(DateTimeOffset From, DateTimeOffset To)>().Select(s => s.To - s.From).Where(t => t > TimeSpan.Zero).ToList();
        var usual = new UsualTimes { Whole = whole.Count > 1 ? (whole.Min(), whole.Max()) : null };
        var steps = known.SelectMany(o => o.Steps.SelectMany(s => s.Steps.Select(p => (Path: $"{s.Name}/{p.Name}", Step: p)).Append((Path: s.Name, Step: s))));
        foreach (var step in steps.Where(s => s.Step.EndedAt > s.Step.StartedAt).GroupBy(s => s.Path, s => s.Step.EndedAt!.Value - s.Step.StartedAt!.Value))
        {
            usual._steps[step.Key] = step.Order().ElementAt(step.Count() / 2);
        }

        return usual;
    }

    /// <summary>How long a step, or a part of it, usually takes; null if that is not known.</summary>
    /// <param name="step">Name of the step.</param>
    /// <param name="part">Name of the part, or null.</param>
    public TimeSpan? Step(string step, string? part = null) => _steps.TryGetValue(part is null ? step : $"{step}/{part}", out var time) ? time : null;
}
