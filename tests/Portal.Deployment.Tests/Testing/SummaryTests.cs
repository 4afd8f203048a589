using System.Globalization;

using Portal.Testing;

namespace Portal.Deployment.Tests.Testing;

/// <summary>What <c>./test.sh</c> says at its end, of result files as the test runner writes them.</summary>
public sealed class SummaryTests : IDisposable
{
    private const string Reason = "<Output><ErrorInfo><Message>Assert.Equal() Failure\n  Expected: 1</Message></ErrorInfo></Output>";

    private readonly string _results = Directory.CreateTempSubdirectory("summary").FullName;

    [Theory]
    [InlineData("Passed", "", "", 0, "3 passed, 0 failed", "every operation; every change refused, unclear and successful")]
    [InlineData("Passed", "", "create", 1, "2 passed, 1 failed", "create: never refused; create: never unclear; create: never successful")]
    [InlineData("Failed", "", "create", 1, "1 passed, 1 failed", "not judged")]
    [InlineData("Passed", "Portal.EndToEnd", "create", 1, "2 passed, 1 failed", "not judged")]
    [InlineData(null, "", "create", 1, "1 passed, 1 failed", "not judged")]
    [InlineData("NotExecuted", "", "create", 1, "1 passed, 1 failed, 1 skipped", "not judged")]
    public async Task Last_line_counts_tests_and_calls_are_judged_only_when_all_that_cause_them_passed(
        string? browser, string broken, string background, int code, string last, string calls)
    {
        WriteResults("Portal.Tests", ("quick", "Passed", 0.5));
        if (browser is not null)
        {
            WriteResults("Portal.EndToEnd", ("slow", browser, 65.25));
        }

        await File.WriteAllTextAsync(Path.Combine(_results, "broken"), broken);
        WriteCalls("""[{"id":"list","changes":false},{"id":"create","changes":true}]""", background.Length > 0);

        var (exit, lines) = await RunAsync("tests/Portal.Tests/Portal.Tests.csproj", "tests/Portal.EndToEnd/Portal.EndToEnd.csproj");

        Assert.Equal((code, last), (exit, lines[^1]));
        Assert.Contains(lines, l => l.StartsWith("Calls that the browser's tests caused", StringComparison.Ordinal) && l.Contains(calls, StringComparison.Ordinal));
        Assert.Contains("Portal.Tests: 1 passed, 0 failed, 0 skipped in 7 s", lines);
        Assert.Equal(browser is null ? "    0.5 s  quick" : "   65.2 s  slow", lines[Array.IndexOf(lines, "The slowest tests:") + 1]);
        Assert.Equal(browser == "Failed", lines.Contains("failed: slow: Assert.Equal() Failure | Expected: 1"));
        Assert.Equal(code == 1, lines[^2].StartsWith("failed: ", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_results, recursive: true);

    private void WriteResults(string project, params (string Name, string Outcome, double Seconds)[] tests)
    {
        var rows = tests.Select(t => string.Create(
            CultureInfo.InvariantCulture, $"""<UnitTestResult testName="{t.Name}" outcome="{t.Outcome}" duration="{TimeSpan.FromSeconds(t.Seconds):c}">{(t.Outcome == "Failed" ? Reason : "")}</UnitTestResult>"""));
        File.WriteAllText(
            Path.Combine(_results, project + ".trx"),
            $"""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-11-30T10:00:00.0000000+00:00" start="2026-11-30T10:00:00.1000000+00:00" finish="2026-11-30T10:00:07.9000000+00:00" />
              <Results>{string.Concat(rows)}</Results>
            </TestRun>
            """);
    }

    private void WriteCalls(string operations, bool createdInBackground)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_results, "calls")).FullName;
        File.WriteAllText(Path.Combine(folder, "operations.json"), operations);
        File.WriteAllText(Path.Combine(folder, "cloud-1.json"), """[{"operation":"list","byPerson":false,"status":200}]""");
        var byPerson = createdInBackground ? "false" : "true";
        File.WriteAllText(
            Path.Combine(folder, "cloud-2.json"),
            $"[{string.Join(',', ((string[])["202", "400", "null"]).Select(status => $$"""{"operation":"create","byPerson":{{byPerson}},"status":{{status}}}"""))}]");
    }

    private async Task<(int Code, string[] Lines)> RunAsync(params string[] projects)
    {
        await using var summary = ProcessHost.StartCommand("python3", ["-B", Repo.PathOf("tests", "summary.py"), _results, .. projects], [], _results);
        var code = await summary.WaitForExitAsync(Eventually.DefaultLimit);
        return (code, summary.Output.TrimEnd().Split('\n'));
    }
}
