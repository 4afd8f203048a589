using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>Computes from the clock alone how far an operation is. Times are nanoseconds since 1970.</summary>
internal static class OperationTimeline
{
    public const string Waiting = "waiting";
    public const string Processing = "processing";
    public const string Finished = "finished";
    public const string Failed = "failed";

    /// <summary>How long an operation waits before it is taken up.</summary>
    public const long QueueTime = 2 * 1_000_000_000L;

    /// <summary>The state at a moment.</summary>
    public static OperationView At(OperationState operation, long now)
    {
        var course = Course.Of(operation);
        var elapsed = course.Elapsed(now);
        var end = course.End;
        var steps = new List<StepView>(operation.Steps.Count);
        var offset = 0L;
        foreach (var step in operation.Steps)
        {
            var parts = new List<SubStepView>(step.SubSteps.Count);
            foreach (var part in step.SubSteps)
            {
                parts.Add(ViewPart(course, part, offset, elapsed));
                offset += part.Duration;
            }

            steps.Add(new StepView(step, StepStatus(parts), parts));
        }

        var status = elapsed switch
        {
            < 0 => Waiting,
            _ when elapsed < end => Processing,
            _ => EndStatus(operation),
        };
        return new OperationView(operation, status, steps);
    }

    /// <summary>Whether it will fail, or has failed.</summary>
    public static bool Fails(OperationState operation) => operation.FailsAt is not null && Course.Of(operation).Fails;

    /// <summary>The status that it will end with, or has ended with.</summary>
    public static string EndStatus(OperationState operation) => Fails(operation) ? Failed : Finished;

    /// <summary>When it is over, or null while it is stalled.</summary>
    public static long? EndsAt(OperationState operation)
    {
        var course = Course.Of(operation);
        return course.StallsForGood ? null : course.TimeOf(course.End);
    }

    /// <summary>When the part with this name is over in an operation that is not stalled.</summary>
    public static long EndOf(OperationState operation, string part)
    {
        var course = Course.Of(operation);
        var offset = 0L;
        foreach (var candidate in operation.Steps.SelectMany(s => s.SubSteps))
        {
            offset += candidate.Duration;
            if (candidate.Name == part)
            {
                return course.TimeOf(offset);
            }
        }

        return course.TimeOf(course.End);
    }

    private static SubStepView ViewPart(Course course, SubStepPlan part, long offset, long elapsed)
    {
        var end = offset + part.Duration;
        if (elapsed < offset || offset >= course.End)
        {
            return new SubStepView(part, Waiting, 0, 0);
        }

        if (elapsed < end)
        {
            return new SubStepView(part, Processing, course.TimeOf(offset), 0);
        }

        var status = course.Fails && end == course.End ? Failed : Finished;
        return new SubStepView(part, status, course.TimeOf(offset), course.TimeOf(end));
    }

    private static string StepStatus(List<SubStepView> parts)
    {
        if (parts.Exists(p => p.Status == Failed))
        {
            return Failed;
        }

        if (parts.TrueForAll(p => p.Status == Finished))
        {
            return Finished;
        }

        return parts.TrueForAll(p => p.Status == Waiting) ? Waiting : Processing;
    }

    /// <summary>Where on its own time axis an operation ends and stalls; the axis starts when it is taken up.</summary>
    private readonly record struct Course(long Start, long End, bool Fails, long? StallsAt, long? ResumedAt)
    {
        public bool StallsForGood => StallsAt is { } at && at < End && ResumedAt is null;

        public static Course Of(OperationState operation)
        {
            var end = operation.Steps.Sum(s => s.SubSteps.Sum(p => p.Duration));
            var start = operation.RecordedAt + QueueTime;
            var failing = operation.FailsAt is { } f ? Find(operation, f) : null;
            var stalling = operation.StallsAt is { } s ? Find(operation, s) : null;
            return new Course(
                start, failing is { } at ? at.Offset + at.Duration : end, failing is not null,
                stalling is { } stop ? stop.Offset + (stop.Duration / 2) : null, operation.ResumedAt);
        }

        public long Elapsed(long now)
        {
            var elapsed = now - Start;
            if (StallsAt is not { } stall || elapsed <= stall)
            {
                return elapsed;
            }

            return Math.Max(stall, elapsed - Pause(now));
        }

        public long TimeOf(long offset) =>
            Start + offset + (StallsAt is { } stall && offset > stall && ResumedAt is { } resumed ? Pause(resumed) : 0);

        private long Pause(long now) => Math.Max(0, (ResumedAt ?? now) - Start - StallsAt!.Value);

        private static (long Offset, long Duration)? Find(OperationState operation, string name)
        {
            var offset = 0L;
            foreach (var step in operation.Steps)
            {
                foreach (var part in step.SubSteps)
                {
                    if (step.Name == name || part.Name == name)
                    {
                        return (offset, part.Duration);
                    }

                    offset += part.Duration;
                }
            }

            return null;
        }
    }
}
