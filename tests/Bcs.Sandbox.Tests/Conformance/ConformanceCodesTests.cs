using System.Globalization;
using System.Text.RegularExpressions;

using Bcs.Sandbox.Pipeline;

using Portal.Testing;

using Xunit.Abstractions;

namespace Bcs.Sandbox.Tests.Conformance;

/// <summary>
/// Every code of the contract: those that the emulator gives by itself are caused by a caller in one of the tests, the others,
/// which no caller can cause, can be injected.
/// </summary>
public sealed partial class ConformanceCodesTests(SharedSandbox shared, ITestOutputHelper output) : IClassFixture<SharedSandbox>
{
    /// <summary>Codes that the emulator gives by itself and no request can cause: only a fault in the emulator.</summary>
    private static readonly string[] OnlyByDefect = ["BCS.5000500"];

    private static readonly List<string> ToInject = [.. Contract.Codes.Except(BcsFaults.Codes).Concat(OnlyByDefect).Distinct().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Injected => [.. ToInject];

    [Fact]
    public void Codes_that_callers_can_cause_are_caused_by_a_test()
    {
        var caused = CausedByTests();
        var own = BcsFaults.Codes.Except(OnlyByDefect).ToList();
        output.Measure(
            $"emulator: codes {Contract.Codes.Count(c => caused.Contains(c) || ToInject.Contains(c))} of {Contract.Codes.Count}: {own.Count} caused by calls, {ToInject.Count} injected");
        Assert.Equal("", string.Join(' ', own.Except(caused)));
        Assert.Equal("", string.Join(' ', Contract.Codes.Except(caused).Except(ToInject)));
    }

    [Theory]
    [MemberData(nameof(Injected))]
    public async Task Code_that_no_caller_can_cause_is_injected(string code)
    {
        var status = Contract.Statuses[code];
        await shared.Sandbox.FaultsAsync(new { operation = "queryQuotas", count = 1, status, code, message = "injected" });
        SandboxTest.AssertRefused(status, code, await shared.Sandbox.CallAsync("GET", "/quotas"));
        Assert.Equal(200, (await shared.Sandbox.CallAsync("GET", "/quotas")).Status);
    }

    /// <summary>Codes that a test expects from a call of its own; what a test injects is not caused.</summary>
    private static HashSet<string> CausedByTests()
    {
        var root = Repo.PathOf("tests", "Bcs.Sandbox.Tests");
        return [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar)[0].StartsWith("Conformance", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(l => !InjectedCode().IsMatch(l))
            .SelectMany(l => Literal().Matches(l).Select(m => m.Groups[1].Value))];
    }

    [GeneratedRegex("\"((?:BCS|APIGW)\\.[0-9]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("code = |code:|failAtStep|StepFailure")]
    private static partial Regex InjectedCode();
}
