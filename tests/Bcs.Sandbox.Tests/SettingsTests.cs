using System.Diagnostics;

using Portal.Testing;

namespace Bcs.Sandbox.Tests;

/// <summary>Settings that cannot work stop the start with one line that names the key.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Sandbox:Speed", "-1")]
    [InlineData("Sandbox:Speed", "fast")]
    [InlineData("Sandbox:Scenario", "none")]
    [InlineData("Sandbox:Seed", "one")]
    [InlineData("Sandbox:Dialect", "spoken")]
    [InlineData("Sandbox:TokenLength", "1")]
    [InlineData("Sandbox:Large:Tenants", "0")]
    [InlineData("Sandbox:Large:Services", "0")]
    [InlineData("Sandbox:Large:Operations", "many")]
    [InlineData("Sandbox:StateFile", "/no/such/folder/state.json")]
    [InlineData("Sandbox:StateFile", "*")]
    [InlineData("Sandbox:OpenId:PublicAddress", "localhost:5081")]
    [InlineData("Sandbox:OpenId:ClientId", "")]
    [InlineData("Sandbox:OpenId:ClientSecret", "")]
    [InlineData("Sandbox:OpenId:RedirectUris", "callback", ":0")]
    [InlineData("Sandbox:OpenId:PostLogoutRedirectUris", "home", ":0")]
    [InlineData("Sandbox:OpenId:BackchannelLogoutUri", "somewhere")]
    public void Setting_that_cannot_work_is_named(string key, string value, string item = "")
    {
        var problem = Assert.Single(SandboxSettings.Problems(Record.Exception(() =>
        {
            // A file that is there and holds no state.
            using var app = (IDisposable)SandboxApplication.Build([$"--{key}{item}={(value == "*" ? typeof(SettingsTests).Assembly.Location : value)}"]);
            SandboxSettings.Check(((Microsoft.AspNetCore.Builder.WebApplication)app).Services);
        })!));

        Assert.StartsWith(key + " ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ends_with_one_line_and_a_code()
    {
        var start = new ProcessStartInfo("dotnet", [Repo.Output("Bcs.Sandbox"), "--urls=http://127.0.0.1:0", "--Sandbox:Speed=fast"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("Sandbox:Speed ", Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(await output);
    }
}
