using System.Globalization;

namespace Portal.Testing;

/// <summary>Looks at the processes that another one has started, as Linux shows them under <c>/proc</c>.</summary>
public static class ProcessTree
{
    /// <summary>Children of a process, and theirs, with their command lines.</summary>
    /// <param name="id">Process id of the ancestor.</param>
    public static IReadOnlyDictionary<int, IReadOnlyList<string>> DescendantsOf(int id)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : 0)
            .Where(process => process > 0)
            .ToLookup(process => Field(process, "status", "PPid:"));
        return Below(id).ToDictionary(process => process, IReadOnlyList<string> (process) => Read(process, "cmdline").TrimEnd('\0').Split('\0'));

        IEnumerable<int> Below(int parent) => children[parent].SelectMany(child => Below(child).Prepend(child));
    }

    /// <summary>The parts of the product among the descendants: process id by the name of the assembly that runs.</summary>
    /// <param name="id">Process id of the ancestor.</param>
    public static IReadOnlyDictionary<string, int> PartsOf(int id) => DescendantsOf(id)
        .Where(p => p.Value is [_, var assembly, ..] && assembly.StartsWith(Repo.PathOf("src"), StringComparison.Ordinal) && assembly.EndsWith(".dll", StringComparison.Ordinal))
        .ToDictionary(p => Path.GetFileNameWithoutExtension(p.Value[1]), p => p.Key);

    /// <summary>Whether a process exists and has not ended.</summary>
    /// <param name="id">Process id.</param>
    public static bool IsAlive(int id) => Read(id, "status").Split('\n').FirstOrDefault(l => l.StartsWith("State:", StringComparison.Ordinal)) is { } state
        && !state.Contains('Z', StringComparison.Ordinal);

    /// <summary>A number that the kernel tells about a process; 0 when the process has ended. Sizes are in KiB.</summary>
    /// <param name="id">Process id.</param>
    /// <param name="file">File below <c>/proc/ID</c>, such as <c>smaps_rollup</c>.</param>
    /// <param name="name">The line's first word with its colon, such as <c>Pss:</c>.</param>
    public static int Field(int id, string file, string name) =>
        Read(id, file).Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? int.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture)
            : 0;

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"));
        }
        catch (IOException)
        {
            // The process ended in between.
            return "";
        }
    }
}
