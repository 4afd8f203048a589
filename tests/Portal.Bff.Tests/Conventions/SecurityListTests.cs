using System.Text.RegularExpressions;

using Portal.Testing;

namespace Portal.Bff.Tests.Conventions;

/// <summary>The list of threats names tests; one that is gone or was renamed would hold off nothing.</summary>
public sealed partial class SecurityListTests
{
    [Fact]
    public void Every_threat_has_what_holds_it_off_and_a_test_that_exists()
    {
        var tests = Directory.EnumerateFiles(Repo.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).SelectMany(TestsIn).ToHashSet(StringComparer.Ordinal);
        var rows = File.ReadLines(Repo.PathOf("docs", "security.md"))
            .Where(l => l.StartsWith('|') && !l.StartsWith("| ---", StringComparison.Ordinal) && !l.StartsWith("| threat", StringComparison.Ordinal)).ToList();

        Assert.True(rows.Count > 20, $"only {rows.Count} rows");
        Assert.All(rows, row =>
        {
            var cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            Assert.True(cells.Length == 3 && !cells.Contains(""), row);
            var named = Named().Matches(cells[2]).Select(m => m.Groups[1].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(tests.Contains(name), $"There is no test {name}."));
        });
    }

    [Fact]
    public void Every_row_is_part_of_a_table()
    {
        var lines = File.ReadAllLines(Repo.PathOf("docs", "security.md"));
        var orphans = lines.Where((line, i) => line.StartsWith('|') && !line.StartsWith("| threat", StringComparison.Ordinal) && !lines[i - 1].StartsWith('|'));

        Assert.Empty(orphans);
    }

    /// <summary>Each test method with each class of its file: a class may be in several files, and a file may hold several.</summary>
    private static IEnumerable<string> TestsIn(string source) =>
        from type in Types().Matches(source)
        from method in Methods().Matches(source)
        select $"{type.Groups[1].Value}.{method.Groups[1].Value}";

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Types();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+_\w+)\(")]
    private static partial Regex Methods();
}
