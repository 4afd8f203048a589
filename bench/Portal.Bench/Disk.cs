using System.Diagnostics;

namespace Portal.Bench;

/// <summary>How often per second the disk confirms a small write, which bounds every durable record.</summary>
internal static class Disk
{
    public static double FsyncsPerSecond(string folder)
    {
        var path = Path.Combine(folder, "fsync.probe");
        var page = new byte[4096];
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(1))
        {
            RandomAccess.Write(file, page, count % 64 * page.Length);
            RandomAccess.FlushToDisk(file);
            count++;
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
