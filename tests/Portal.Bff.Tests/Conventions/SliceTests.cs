using System.Text.RegularExpressions;

using Portal.Testing;

namespace Portal.Bff.Tests.Conventions;

/// <summary>The arrows between projects and slices, held by reading the sources.</summary>
public sealed class SliceTests
{
    private static readonly string Source = Repo.PathOf("src");

    [Fact]
    public void Hangfire_is_named_in_the_scheduler_adapter_only() =>
        None(Files("Portal.Bff").Where(f => !In(f, "Jobs") && Uses(f, "Hangfire")));

    [Fact]
    public void One_transport_leads_to_the_cloud() =>
        Assert.Equal(["UpstreamHttp.cs"], Files("Portal.Bff").Where(f => File.ReadAllText(f).Contains("new SocketsHttpHandler", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void Record_of_an_answer_is_named_in_one_place() =>
        Assert.Equal(["AuditAnswers.cs"], Files("Portal.Bff").Where(f => File.ReadAllText(f).Contains("Headers[BffHeaders.AuditId]", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Theory]
    [InlineData("Bcs.Api", "Portal", "Bcs.Sandbox")]
    [InlineData("Portal.Contracts", "Portal.Bff", "Bcs.Sandbox")]
    [InlineData("Bcs.Sandbox", "Portal")]
    [InlineData("Portal", "Portal.Bff", "Bcs.Sandbox")]
    [InlineData("Portal.Bff", "Bcs.Sandbox")]
    public void Projects_reference_only_what_lies_below_them(string project, params string[] forbidden)
    {
        foreach (var name in forbidden)
        {
            var pattern = name == "Portal" ? @"^using Portal[.;]" : $@"^using {Regex.Escape(name)}[.;]";
            None(Files(project).Where(f => Regex.IsMatch(File.ReadAllText(f), pattern, RegexOptions.Multiline)));
        }
    }

    [Fact]
    public void Nobody_waits_for_a_guess_or_reads_the_clock_past_the_provider() =>
        None(new[] { "Portal.Bff", "Portal", "Bcs.Sandbox" }.SelectMany(Files)
            .Where(f => Regex.IsMatch(File.ReadAllText(f), @"\b(DateTime|DateTimeOffset)\.(Utc)?Now\b|Thread\.Sleep")));

    [Theory]
    [InlineData("Portal.Bff")]
    [InlineData("Portal")]
    public void Event_of_the_log_has_a_number_of_its_own(string project) =>
        None(Files(project).SelectMany(f => Regex.Matches(File.ReadAllText(f), @"LoggerMessage\((\d+)").Select(m => (Id: m.Groups[1].Value, File: Path.GetFileName(f))))
            .GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.File))}"));

    [Fact]
    public void Every_source_file_does_one_thing()
    {
        // A bound, not a goal: what comes near it is about to do two things.
        const int lines = 350;
        None(new[] { "Bcs.Api", "Portal.Contracts", "Portal.Bff", "Portal", "Bcs.Sandbox", "Portal.AppHost" }.SelectMany(Files)
            .Where(f => !In(f, "Migrations") && File.ReadLines(f).Count() > lines));
    }

    /// <summary>Fails with the names of the files that break the rule.</summary>
    private static void None(IEnumerable<string> offenders) => Assert.Equal([], offenders);

    private static IEnumerable<string> Files(string project) =>
        Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories).Where(f => !In(f, "bin") && !In(f, "obj"));

    private static bool In(string file, string folder) => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static bool Uses(string file, string name) => Regex.IsMatch(File.ReadAllText(file), $@"^using {name}[.;]", RegexOptions.Multiline);
}
