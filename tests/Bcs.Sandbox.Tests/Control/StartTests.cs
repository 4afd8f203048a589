using Microsoft.Extensions.Options;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Control;

public sealed class StartTests
{
    [Theory]
    [InlineData("--Sandbox:Speed=-1", "Sandbox:Speed")]
    [InlineData("--Sandbox:Scenario=chaos", "Sandbox:Scenario")]
    public async Task Setting_that_makes_no_sense_stops_the_start_and_is_named(string setting, string key)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxHost.StartAsync(setting));
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_file_of_another_kind_stops_the_start()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"Version":99}""");
        try
        {
            var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxHost.StartAsync($"--Sandbox:StateFile={file}"));
            Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Start_is_told_in_one_line_and_calls_are_not_logged()
    {
        await using var sandbox = await SandboxProcess.StartAsync(speed: 60);
        await sandbox.TokenAsync();
        await sandbox.Process.WaitForOutputAsync("speed 60");
        Assert.Contains("scenario empty seed 1 speed 60", sandbox.Process.Output, StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
