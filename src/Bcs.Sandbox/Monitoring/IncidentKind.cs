namespace Bcs.Sandbox.Monitoring;

/// <summary>What an incident does to the signals of an instance, and the alarm that tells of it.</summary>
/// <param name="Name">Name that requests give.</param>
/// <param name="AlarmName">Name of its alarm.</param>
/// <param name="Severity">Severity unless the request says otherwise.</param>
/// <param name="Apply">Its effect; null says that nothing is reported.</param>
internal sealed record IncidentKind(string Name, string AlarmName, string Severity, Func<Signals, Signals?> Apply)
{
    /// <summary>Name of the kind that stops an instance.</summary>
    public const string Down = "instanceDown";

    public static readonly string[] Severities = ["Critical", "Major", "Minor", "Info"];

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<IncidentKind> All { get; } =
    [
        new("cpuHigh", "CPU usage too high", "Major", s => s with { Cpu = 0.93 + (0.06 * s.Cpu) }),
        new("memoryHigh", "Memory usage too high", "Major", s => s with { Memory = 0.92 + (0.06 * s.Memory) }),
        new("diskFull", "Disk almost full", "Critical", s => s with { Disk = 0.96, Written = s.Written * 0.1 }),
        new("networkSlow", "Network throughput too low", "Minor", s => s with { Received = s.Received * 0.05, Sent = s.Sent * 0.05 }),
        // Who does not run reports nothing: its minutes are missing, not zero.
        new(Down, "Instance not running", "Critical", _ => null),
    ];

    public static IncidentKind? Find(string? name) => All.FirstOrDefault(k => k.Name == name);
}
