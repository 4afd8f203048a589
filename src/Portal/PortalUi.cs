using System.Globalization;

using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;

using Portal.Access;
using Portal.Components;
using Portal.Contracts;
using Portal.Design;
using Portal.Live;
using Portal.Model;
using Portal.Resources;

namespace Portal;

/// <summary>The UI host: what it is made of, the order of its middleware, and what it answers.</summary>
internal static class PortalUi
{
    /// <summary>Options that find the web root of a published copy whatever the working directory is.</summary>
    public static WebApplicationOptions HostOptions(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };

    public static void AddPortalUi(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // A line for each page that somebody without a session asks for would let strangers fill the disk.
        builder.Logging.AddFilter(typeof(BffAuthenticationHandler).FullName, LogLevel.Warning);

        // After a restart every browser still has a token of the old keys: it gets a new one, which is no error.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", LogLevel.Critical);

        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Configure<CircuitOptions>(o => o.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3));
        services.AddDesign();
        services.AddBffAccess(builder.Configuration);
        services.AddLiveEvents();
        services.AddClients();
        services.AddFeatures();
        services.AddSingleton<Texts>();
        services.AddScoped<Display>();
        services.AddSingleton(TimeProvider.System);
        services.AddHealthChecks();

        // The keys protect only what lives as long as this process: circuits and what a page hands over to its own circuit.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(o => o.SuppressXFrameOptionsHeader = true);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<BffOptions>>((o, bff) => TrustFrontDoor(o, builder.Configuration, bff.Value));
        services.Configure<RequestLocalizationOptions>(UseReadersLanguage);
    }

    public static void UsePortalUi(this WebApplication app)
    {
        app.UseForwardedHeaders();                                     // first: everything below sees the address people typed
        app.UseRequestLocalization();                                  // before any text is made, error pages included
        app.UseMiddleware<PageHeaders>();                              // outside the error handler, so that error pages have them too
        app.UseExceptionHandler(PortalUrls.Error, createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute(PortalUrls.NotFound, createScopeForStatusCodePages: true);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();                                          // after authorization, as the framework demands
    }

    public static void MapPortalUi(this WebApplication app)
    {
        app.MapHealthChecks(BffRoutes.HealthLive);
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = "'none'");
    }

    private static void TrustFrontDoor(ForwardedHeadersOptions options, ConfigurationManager configuration, BffOptions bff)
    {
        if (configuration.GetValue("ForwardedHeaders_Enabled", false))
        {
            throw new InvalidOperationException(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes X-Forwarded-* headers of everybody. Unset it, and name the front door in Bff:KnownNetworks.");
        }

        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var network in bff.KnownNetworks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }
    }

    private static void UseReadersLanguage(RequestLocalizationOptions options)
    {
        options.SupportedCultures = options.SupportedUICultures = [.. Texts.Languages.Select(CultureInfo.GetCultureInfo)];
        options.DefaultRequestCulture = new RequestCulture(Texts.English);
        options.RequestCultureProviders = [new ReadersLanguage()];
    }
}
