using System.Text.RegularExpressions;

using Portal.Testing;

namespace Portal.Bff.Tests.Conventions;

/// <summary>What tests do at once is seen by their guard, held by reading the sources of all test projects.</summary>
public sealed partial class TogetherTests
{
    // The guard's own tests, and what is no test.
    private static readonly string[] Others = ["HangGuardTests.cs", "Together.cs", "TogetherTests.cs", "Program.cs"];

    [Fact]
    public void No_test_hides_what_it_does_at_once_from_the_guard() =>
        Assert.Empty(
            from file in Directory.EnumerateFiles(Repo.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Others.Contains(Path.GetFileName(file))
            from line in File.ReadLines(file)
            where Hiding().IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}");

    // With results, the promise of WhenAll keeps its tasks.
    [GeneratedRegex(@"Parallel\.ForEachAsync|(?<!(= await |EndsAsync\(|var \w+ = ))Task\.WhenAll\(")]
    private static partial Regex Hiding();
}
