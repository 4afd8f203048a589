using Portal.Testing;

namespace Portal.Bench;

/// <summary>How long the one command takes on a warm build, and what the three processes hold when nobody does anything.</summary>
internal static class StartMeasure
{
    private const int Rounds = 5;
    private static readonly TimeSpan IdleBefore = TimeSpan.FromSeconds(15);

    public static async Task RunAsync()
    {
        Console.WriteLine("## Start and memory");
        await (await RunningPortal.StartAsync()).DisposeAsync();   // warms the build and the disk's cache
        var seconds = new List<double>();
        for (var round = 1; round < Rounds; round++)
        {
            await using var portal = await RunningPortal.StartAsync();
            seconds.Add(portal.UntilReady.TotalSeconds);
        }

        await using var idle = await RunningPortal.StartAsync();
        seconds.Add(idle.UntilReady.TotalSeconds);
        Console.WriteLine($"`dotnet run` on a warm build to `ready`, {Rounds} starts: {seconds.Spread("0.0")} s (aim 5)");

        await Task.Delay(IdleBefore);
        Console.WriteLine($"Idle for {IdleBefore.TotalSeconds:0} s after the start, MiB:");
        var total = 0.0;
        foreach (var (name, id) in idle.Parts().OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var resident = ProcessTree.Field(id, "smaps_rollup", "Rss:") / 1024.0;
            total += resident;
            Console.WriteLine($"  {name,-12} resident {resident,4:0}   its share of shared pages counted once {ProcessTree.Field(id, "smaps_rollup", "Pss:") / 1024.0,4:0}");
        }

        Console.WriteLine($"  together     resident {total,4:0} (aim under 400)");
    }
}
