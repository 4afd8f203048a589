using System.Reflection;

namespace Portal.Testing.Guarding;

/// <summary>
/// What a task waits for, read from the state machines of the asynchronous methods below it: the runtime keeps them, though it shows
/// them to debuggers only. A method that waits under a name (<c>what</c>, as in <see cref="Eventually"/>) is told with it.
/// </summary>
public sealed class AsyncWaits
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const int Most = 500;

    private readonly List<string> _methods = [];
    private readonly List<(Task Task, object? Detail)> _ends = [];
    private readonly HashSet<Task> _seen = [];

    private AsyncWaits(Task root) => Follow(root, isOfLook: false);

    /// <summary>What everything waits for in the end, with how far it is where that can be told: as long as all are the same, nothing goes on.</summary>
    public IReadOnlyList<(Task Task, object? Detail)> Ends => _ends;

    /// <summary>The methods that wait, outermost first, each with the number of the await in it.</summary>
    public IReadOnlyList<string> Methods => _methods;

    /// <summary>The longest time that one of the waits has given itself with a reason, or that a method may be at work.</summary>
    public TimeSpan Allowed { get; private set; }

    /// <summary>Looks at a task. It may go on meanwhile, and then the answer is a little old.</summary>
    public static AsyncWaits Of(Task task) => new(task);

    private void Follow(Task task, bool isOfLook)
    {
        if (_seen.Count >= Most || !_seen.Add(task))
        {
            return;
        }

        var machine = FieldOf(task, "StateMachine")?.GetValue(task);
        var looksAgain = false;
        if (machine is not null)
        {
            looksAgain = Describe(machine);
        }

        // Whoever looks again and again waits for one thing, whatever the looks do.
        if (looksAgain && !isOfLook)
        {
            _ends.Add((task, null));
        }

        isOfLook |= looksAgain;
        var below = (machine is null ? InPromise(task) : InMachine(machine)).Where(t => !t.IsCompleted).ToList();
        foreach (var next in below)
        {
            Follow(next, isOfLook);
        }

        if (below.Count == 0)
        {
            AddEnd(task, machine, isOfLook);
        }
    }

    private void AddEnd(Task task, object? machine, bool isOfLook)
    {
        object? detail = machine is null ? null : (StateOf(machine), Awaiters(machine).Select(SourceOf).FirstOrDefault(s => s is not null));
        if (FieldOf(task, "_remainingToComplete")?.GetValue(task) is int remaining)
        {
            detail = remaining;
            _methods.Add($"{remaining} tasks at once");
        }

        if (!isOfLook)
        {
            _ends.Add((task, detail));
        }
    }

    // Returns whether the method looks again and again.
    private bool Describe(object machine)
    {
        var type = machine.GetType();
        var values = type.GetFields(Fields).ToDictionary(f => f.Name, f => f.GetValue(machine));
        var method = type.Name[(type.Name.LastIndexOf('<') + 1)..].Split('>')[0];
        var state = ", running";
        if (StateOf(machine) is int at and >= 0)
        {
            state = $", await {at + 1}";
        }
        else if (Allowed < HangGuard.LongestRun && !HangGuard.IsOfTheRunner($"{type.FullName}"))
        {
            // A test that blocks its thread is at work for the runner as well.
            Allowed = HangGuard.LongestRun;
        }

        _methods.Add($"{type.DeclaringType?.FullName ?? type.Namespace}.{method}{(values.GetValueOrDefault("what") is string what ? $": {what}" : state)}");
        foreach (var limit in values.Values.OfType<WaitLimit>().Where(l => l.Why is not null && l.Time > Allowed))
        {
            Allowed = limit.Time;
        }

        return type.DeclaringType == typeof(Eventually) && method == nameof(Eventually.GetAsync);
    }

    // A promise of the framework's own, such as that of WaitAsync. That of WhenAll keeps its tasks only if they have results.
    private static IEnumerable<Task> InPromise(Task task) =>
        Chain(task.GetType()).SelectMany(t => t.GetFields(Fields)).Select(f => f.GetValue(task))
            .SelectMany(v => v switch { Task one => [one], IEnumerable<Task?> several => several.OfType<Task>(), _ => [] });

    private static IEnumerable<Task> InMachine(object machine) => Awaiters(machine).Select(a => InAwaiter(a, 3)).OfType<Task>().Take(1);

    private static IEnumerable<object?> Awaiters(object machine) =>
        machine.GetType().GetFields(Fields).Where(f => f.Name.StartsWith("<>u__", StringComparison.Ordinal)).Select(f => f.GetValue(machine));

    private static object? StateOf(object machine) => machine.GetType().GetField("<>1__state", Fields)?.GetValue(machine);

    private static Task? InAwaiter(object? value, int depth) => value switch
    {
        null => null,
        Task task => task,
        _ when depth == 0 => null,
        _ => value.GetType().GetFields(Fields).Where(f => !f.FieldType.IsPrimitive).Select(f => InAwaiter(f.GetValue(value), depth - 1)).FirstOrDefault(t => t is not null),
    };

    // What a ValueTask without a task waits for: the same object serves one wait after the other, each under its own token.
    private static object? SourceOf(object? awaiter) =>
        awaiter?.GetType().GetField("_value", Fields)?.GetValue(awaiter) is { } task
        && task.GetType().GetField("_obj", Fields)?.GetValue(task) is { } source
            ? (source, task.GetType().GetField("_token", Fields)?.GetValue(task))
            : null;

    private static FieldInfo? FieldOf(Task task, string name) => Chain(task.GetType()).Select(t => t.GetField(name, Fields)).FirstOrDefault(f => f is not null);

    // The classes of a task down to those that every task has in common.
    private static IEnumerable<Type> Chain(Type type)
    {
        for (var t = type; t is not null && t != typeof(Task) && !(t.IsGenericType && t.GetGenericTypeDefinition() == typeof(Task<>)); t = t.BaseType)
        {
            yield return t;
        }
    }
}
