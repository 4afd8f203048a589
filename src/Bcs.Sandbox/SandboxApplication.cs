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

    // A token has up to 32 KB.
    private const int MaxHeaderBytes = 128 * 1024;

    /// <summary>Builds the process without starting it.</summary>
    /// <param name="args">Command line in the form of ASP.NET Core configuration, such as <c>--Sandbox:Speed=60</c>.</param>
    /// <param name="configure">Adjusts the builder, for tests that own the time.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFilter((category, level) => level >= LogLevel.Warning || category == typeof(SandboxStartup).FullName);
        SandboxSettings.Add(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = _ => SignedRequest.Wire;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
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
        builder.Services.AddControl();
        builder.Services.AddOpenId();
        builder.Services.AddSingleton<StateFile>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StateFile>());
        builder.Services.AddHostedService<SandboxStartup>();

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = async context =>
            {
                if (!await ControlGroup.RefuseAsync(context))
                {
                    await Answer.Refuse(BcsFaults.Internal).SendAsync(context);
                }
            },
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
        });
        app.UseControl();
        app.UseRouting();
        app.MapIam();
        app.MapBcs();
        app.MapOpenId();
        app.MapControl();
        app.MapStartPage();
        return app;
    }
}
