using System.Text.RegularExpressions;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.OpenId;

using Microsoft.Extensions.Options;

namespace Bcs.Sandbox;

/// <summary>Reads the emulator's settings. What cannot work stops the start with a line that begins with the configuration key.</summary>
internal static partial class SandboxSettings
{
    /// <summary>Adds the option classes with their rules.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<SandboxOptions>().BindConfiguration("Sandbox").ValidateOnStart()
            .Validate(o => SandboxClock.IsSpeed(o.Speed), $"Sandbox:Speed has to be a number from 0 to {SandboxClock.MaxSpeed}.")
            .Validate(o => Scenarios.Names.Contains(o.Scenario), $"Sandbox:Scenario has to be one of: {string.Join(", ", Scenarios.Names)}.")
            .Validate(o => o.TokenLength is >= 64 and <= 32_768, "Sandbox:TokenLength has to be a number from 64 to 32768.")
            .Validate(o => o.Large.Tenants is >= 1 and <= 500, "Sandbox:Large:Tenants has to be a number from 1 to 500.")
            .Validate(o => o.Large.Services is >= 1 and <= 10_000, "Sandbox:Large:Services has to be a number from 1 to 10000.")
            .Validate(o => o.Large.Operations is >= 0 and <= 1_000_000, "Sandbox:Large:Operations has to be a number from 0 to 1000000.")
            .Validate(o => o.StateFile is not { Length: > 0 } file || Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))), "Sandbox:StateFile names a file in a folder that does not exist.");
        services.AddOptions<OpenIdOptions>().BindConfiguration("Sandbox:OpenId").ValidateOnStart()
            .Validate(o => o.PublicAddress.Length == 0 || IsAddress(o.PublicAddress), "Sandbox:OpenId:PublicAddress has to be an address such as http://localhost:5081.")
            .Validate(o => o.ClientId.Length > 0, "Sandbox:OpenId:ClientId is empty.")
            .Validate(o => o.ClientSecret.Length > 0, "Sandbox:OpenId:ClientSecret is empty.")
            .Validate(o => o.RedirectUris.TrueForAll(IsAddress), "Sandbox:OpenId:RedirectUris has to hold addresses such as http://localhost:5080/bff/callback/oidc.")
            .Validate(o => o.PostLogoutRedirectUris.TrueForAll(IsAddress), "Sandbox:OpenId:PostLogoutRedirectUris has to hold addresses such as http://localhost:5080/.")
            .Validate(o => o.BackchannelLogoutUri is null or "" || IsAddress(o.BackchannelLogoutUri), "Sandbox:OpenId:BackchannelLogoutUri has to be an address such as http://localhost:5080/.");
    }

    /// <summary>Looks at all settings before anything is made of one, and before the host would log its own failure.</summary>
    public static void Check(IServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        services.GetRequiredService<StateFile>().Read();
    }

    /// <summary>A setting whose value has the right form and cannot work.</summary>
    /// <param name="problem">What is wrong; begins with the key.</param>
    public static OptionsValidationException Refuse(string problem) => new("", typeof(SandboxOptions), [problem]);

    /// <summary>The lines to print if the failure is one of settings; otherwise none.</summary>
    public static IReadOnlyList<string> Problems(Exception exception) => exception switch
    {
        OptionsValidationException settings => [.. settings.Failures.Select(f => f.ReplaceLineEndings(" "))],
        AggregateException several when several.InnerExceptions.All(e => Problems(e).Count > 0) => [.. several.InnerExceptions.SelectMany(Problems)],
        InvalidOperationException malformed when Key().Match(malformed.Message) is { Success: true } key => [$"{key.Value} has a value that is not understood."],
        _ => [],
    };

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    // As the binder names it, in quotes.
    [GeneratedRegex("(?<=')Sandbox:[A-Za-z:0-9]+(?=')")]
    private static partial Regex Key();
}
