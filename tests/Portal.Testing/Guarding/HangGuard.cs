using System.Globalization;

namespace Portal.Testing.Guarding;

/// <summary>
/// Finds out whether a test hangs: for two minutes it waits for the same things, or it runs far longer than any test does. A test that goes
/// on slowly, on a machine that is busy, does neither. Time is counted in looks, so that a machine that stood still ends nothing.
/// </summary>
/// <param name="time">Clock; the system's, unless the guard itself is tested.</param>
/// <param name="subject">What is watched, as the message calls it.</param>
public sealed class HangGuard(TimeProvider time, string subject = "The test")
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>So long one wait may last that gives no reason, see <see cref="WaitLimit"/>.</summary>
    public static readonly TimeSpan LongestWait = TestSize.IsLong ? TimeSpan.FromMinutes(30) : TimeSpan.FromMinutes(2);

    /// <summary>So long one method may be at work between two waits: on a machine that is busy it takes many times as long as alone.</summary>
    public static readonly TimeSpan LongestRun = LongestWait * 4;

    /// <summary>So long a test may last that goes from one wait to the next: a loop without an end. The longest takes 160 s, on a slow machine four times as long.</summary>
    public static readonly TimeSpan LongestTest = TestSize.IsLong ? TimeSpan.FromMinutes(55) : TimeSpan.FromMinutes(12);

    /// <summary>Returns null when the task has ended, whatever came of it, or what it hangs in.</summary>
    public async Task<string?> WatchAsync(Task test)
    {
        IReadOnlyList<(Task Task, object? Detail)> ends = [];
        var (same, whole) = (TimeSpan.Zero, TimeSpan.Zero);
        using var ended = new CancellationTokenSource();
        while (await Task.WhenAny(test, Task.Delay(Pause, time, ended.Token)) != test)
        {
            var waits = AsyncWaits.Of(test);
            whole += Pause;
            same = waits.Ends.SequenceEqual(ends) ? same + Pause : TimeSpan.Zero;
            ends = waits.Ends;
            // Not sooner, so that a wait that lasts as long ends by itself, and says more.
            var stuck = same >= (waits.Allowed > LongestWait ? waits.Allowed : LongestWait);
            if (stuck || whole >= LongestTest)
            {
                var how = stuck ? $"has waited for the same thing for {Text(same)}" : $"has gone on for {Text(whole)} without an end";
                var methods = waits.Methods.Where(m => !IsOfTheRunner(m));
                return $"{subject} {how}. From the outside in:\n{string.Join('\n', methods)}\n{string.Join(", ", ends.Select(e => e.Task.GetType().Name).Distinct())}";
            }
        }

        await ended.CancelAsync();
        return null;
    }

    /// <summary>Whether a method, or the type it is in, runs tests and is none.</summary>
    internal static bool IsOfTheRunner(string name) => name.StartsWith("Xunit.", StringComparison.Ordinal) || name.StartsWith(typeof(HangGuard).Namespace!, StringComparison.Ordinal);

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}
