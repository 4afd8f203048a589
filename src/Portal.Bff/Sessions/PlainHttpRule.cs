using System.Net;

using Portal.Bff.Platform.Problems;
using Portal.Bff.Platform.Settings;
using Portal.Contracts;

namespace Portal.Bff.Sessions;

/// <summary>Section <c>Http</c>: who may speak plain http, and which proxies' forwarded headers count.</summary>
[Settings("Http")]
internal sealed class HttpOptions
{
    /// <summary>Addresses and networks from which plain http is accepted besides loopback: the containers' own network.</summary>
    [Networks]
    public IReadOnlyList<string> PlainFrom { get; init; } = [];

    /// <summary>Addresses and networks of proxies whose <c>X-Forwarded-*</c> headers are believed. Nobody else's are.</summary>
    [Networks]
    public IReadOnlyList<string> KnownProxies { get; init; } = [];

    /// <summary>Requests a minute from one address (IPv6: one /64) without a session, pages not counted. Default: 300.</summary>
    [Amount(1, 1_000_000)]
    public int StrangersPerMinute { get; init; } = 300;
}

/// <summary>Refuses plain http from anywhere but this machine and the configured networks.</summary>
internal sealed class PlainHttpRule(RequestDelegate next, HttpOptions options)
{
    private static readonly PortalProblem Refusal = new(
        StatusCodes.Status400BadRequest, ProblemCodes.HttpsRequired, "Plain http is refused.",
        "The portal speaks plain http only on the machine it runs on. Use https, or let the proxy in front of it be listed in Http:KnownProxies.");

    private readonly Networks _plainFrom = Networks.Of(options.PlainFrom, "Http:PlainFrom");

    public Task InvokeAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return context.Request.IsHttps || IsLoopback(address) || IsHealth(context) || _plainFrom.Contains(address)
            ? next(context)
            : Refusal.ExecuteAsync(context);
    }

    /// <summary>True for this machine's own addresses; a request without an address comes from an in-memory server.</summary>
    public static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(Networks.Plain(address));

    private static bool IsHealth(HttpContext context) => context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
