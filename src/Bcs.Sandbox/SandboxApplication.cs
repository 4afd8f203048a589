using System.Text.Json.Serialization;

using Bcs.Sandbox.Control;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Iam;
using Bcs.Sandbox.Iam.Signing;
using Bcs.Sandbox.OpenId;
using Bcs.Sandbox.Pipeline;

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bcs.Sandbox;

/// <summary>Puts the emulator together: IAM under <c>/v3</c>, BCS under <c>/v2</c>, an OpenID provider under <c>/oidc</c>, control under <c>/sandbox</c>, one origin.</summary>
internal static class SandboxApplication
{
    private const long MaxBodyBytes = 12 * 1024 * 1024;

    /// <summary>Builds the process without starting it.</summary>
    /// <param name="args">Command line in the form of ASP.NET Core configuration, such as <c>--Sandbox:Speed=60</c>.</param>
    /// <param name="configure">Adjusts the builder, for tests that own the time.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFilter((category, level) => level >= LogLevel.Warning || category == typeof(SandboxStartup).FullName);
        builder.Services.AddOptions<SandboxOptions>().BindConfiguration("Sandbox").Validate(
            SandboxOptions.IsValid, $"Sandbox:Speed must be 0 to {SandboxClock.MaxSpeed}, Sandbox:Scenario one of: {string.Join(", ", Scenarios.Names)}, and Sandbox:Large:Tenants 1 to 500, Services 1 to 10000, Operations 0 to 1000000.");
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5081");
        }

        configure?.Invoke(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SandboxClock>();
        builder.Services.AddSingleton<SandboxWorld>();
        builder.Services.AddSingleton<FaultTable>();
        builder.Services.AddSingleton<CallLog>();
        builder.Services.AddSingleton<SignatureVerifier>();
        builder.Services.AddSingleton<Callers>();
        builder.Services.AddSingleton<AccountLists>();
        builder.Services.AddSingleton<CallPipeline>();
        builder.Services.AddOpenId();
        builder.Services.AddSingleton<StateFile>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StateFile>());
        builder.Services.AddHostedService<SandboxStartup>();

        var app = builder.Build();
        app.UseExceptionHandler(handler => handler.Run(context => Answer.Refuse(BcsFaults.Internal).SendAsync(context)));
        app.UseRouting();
        app.MapIam();
        app.MapBcs();
        app.MapOpenId();
        app.MapControl();
        app.MapServiceControl();
        app.MapStartPage();
        return app;
    }
}
