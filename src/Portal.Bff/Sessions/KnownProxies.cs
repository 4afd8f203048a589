using System.Net;

using Microsoft.AspNetCore.HttpOverrides;

using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Sessions;

/// <summary>
/// Where a request really comes from. The proxies of <c>Http:KnownProxies</c> are believed about address, scheme and host of
/// the caller; what anybody else says of itself is taken out before anything can read it.
/// </summary>
internal sealed partial class KnownProxies(RequestDelegate next, Networks known, ILogger<KnownProxies> logger)
{
    private static readonly string[] Believed = [ForwardedHeadersDefaults.XForwardedForHeaderName, ForwardedHeadersDefaults.XForwardedProtoHeaderName, ForwardedHeadersDefaults.XForwardedHostHeaderName];

    private static readonly string[] Names = ["Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Rewrite-URL"];

    private static readonly string[] Prefixes = ["X-Forwarded-", "X-Original-"];

    private int _warned;

    public Task InvokeAsync(HttpContext context)
    {
        var isKnown = known.Contains(context.Connection.RemoteIpAddress);
        var headers = context.Request.Headers;
        var taken = headers.Keys.Where(name => IsClaim(name) && !(isKnown && Believed.Contains(name, StringComparer.OrdinalIgnoreCase))).ToList();
        taken.ForEach(name => headers.Remove(name));

        // Once: it is a hint for the operator whose proxy is not listed, and a stranger can send as many as they like.
        if (!isKnown && taken.Count > 0 && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            LogIgnored(logger, context.Connection.RemoteIpAddress);
        }

        return next(context);
    }

    private static bool IsClaim(string name) =>
        Array.Exists(Prefixes, p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) || Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    [LoggerMessage(121, LogLevel.Warning, "A request from {Address} says by headers who it comes from, and is not believed: the address is not in Http:KnownProxies. If it is your proxy, name it there")]
    private static partial void LogIgnored(ILogger logger, IPAddress? address);
}

/// <summary>Puts the rule into the pipeline.</summary>
internal static class KnownProxiesPipeline
{
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The framework's own switch is on, which believes everybody.</exception>
    public static void UseKnownProxies(this WebApplication app)
    {
        if (app.Configuration.GetValue("ForwardedHeaders_Enabled", false))
        {
            throw SettingsReader.Refuse(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes X-Forwarded-* headers of everybody. Unset it, and name your proxy in Http:KnownProxies.");
        }

        var known = Networks.Of(app.Services.GetRequiredService<HttpOptions>().KnownProxies, "Http:KnownProxies");
        app.UseMiddleware<KnownProxies>(known);
        if (known.All.Count == 0)
        {
            // With empty lists the framework's middleware would ask nobody's name.
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known.All)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }
}
