namespace Bcs.Sandbox.Monitoring;

/// <summary>A metric and how it follows from the signals of instances.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Unit">Unit on the wire.</param>
/// <param name="Value">Its value over some instances.</param>
/// <param name="Steady">True if it does not move within a minute.</param>
internal sealed record MetricDefinition(string Name, string Unit, Func<IReadOnlyList<(MonitoredInstance Instance, Signals Signals)>, double> Value, bool Steady = false)
{
    private const string Percent = "Percent";
    private const string Rate = "Byte/s";
    private const string Core = "Core";
    private const string Megabytes = "MB";

    private static readonly MetricDefinition CpuUsage = new("cpuUsage", Percent, i => Share(i, x => x.Signals.Cpu * x.Instance.Cores, x => x.Cores));
    private static readonly MetricDefinition Sent = new("sendBytesRate", Rate, i => i.Sum(x => x.Signals.Sent));
    private static readonly MetricDefinition Received = new("recvBytesRate", Rate, i => i.Sum(x => x.Signals.Received));

    /// <summary>Metrics of a service, 5.3.3. The first five are the default.</summary>
    public static IReadOnlyList<MetricDefinition> OfService { get; } =
    [
        CpuUsage,
        new("diskUsedRate", Percent, i => Share(i, x => x.Signals.Disk * x.Instance.DiskMegabytes, x => x.DiskMegabytes)),
        new("memUsedRate", Percent, i => Share(i, x => x.Signals.Memory * x.Instance.MemoryMegabytes, x => x.MemoryMegabytes)),
        Sent,
        Received,
        new("cpuCoreLimit", Core, i => i.Sum(x => x.Instance.Cores), Steady: true),
        new("cpuCoreUsed", Core, i => i.Sum(x => x.Signals.Cpu * x.Instance.Cores)),
        new("totalMem", Megabytes, i => i.Sum(x => x.Instance.MemoryMegabytes), Steady: true),
        new("freeMem", Megabytes, i => i.Sum(x => (1 - x.Signals.Memory) * x.Instance.MemoryMegabytes)),
        new("diskCapacity", Megabytes, i => i.Sum(x => x.Instance.DiskMegabytes), Steady: true),
        new("diskAvailableCapacity", Megabytes, i => i.Sum(x => (1 - x.Signals.Disk) * x.Instance.DiskMegabytes)),
    ];

    /// <summary>Metrics of an instance, 5.3.4 and 5.3.5.</summary>
    public static IReadOnlyList<MetricDefinition> OfInstance { get; } =
    [
        CpuUsage,
        new("diskReadRate", Rate, i => i.Sum(x => x.Signals.Read)),
        new("diskWriteRate", Rate, i => i.Sum(x => x.Signals.Written)),
        new("memUsage", Percent, i => Share(i, x => x.Signals.Memory * x.Instance.MemoryMegabytes, x => x.MemoryMegabytes)),
        Received,
        Sent,
        new("filesystemUsage", Percent, i => Share(i, x => x.Signals.Disk * x.Instance.DiskMegabytes, x => x.DiskMegabytes)),
    ];

    private static double Share(
        IReadOnlyList<(MonitoredInstance Instance, Signals Signals)> instances, Func<(MonitoredInstance Instance, Signals Signals), double> used, Func<MonitoredInstance, double> of) =>
        100 * instances.Sum(used) / instances.Sum(i => of(i.Instance));
}
