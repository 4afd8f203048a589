using System.Diagnostics;

namespace Bcs.Sandbox.Tests;

/// <summary>Runs tools that are not ours.</summary>
internal static class Tool
{
    /// <summary>Runs a tool to its end and returns its exit code and all that it printed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs a tool that must succeed.</summary>
    public static async Task<string> MustRunAsync(string tool, params string[] arguments)
    {
        var (code, output) = await RunAsync(tool, arguments);
        Assert.True(code == 0, $"{tool} {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
