using System.Net;

using Portal.Bff.Diagnostics;
using Portal.Contracts;

namespace Portal.Bff.Sessions;

/// <summary>Section <c>Http</c>: who may speak plain http, and which proxies' forwarded headers count.</summary>
internal sealed class HttpOptions
{
    /// <summary>Networks in CIDR form from which plain http is accepted besides loopback: the containers' own network.</summary>
    public IReadOnlyList<string> PlainFrom { get; init; } = [];

    /// <summary>Networks in CIDR form of proxies whose <c>X-Forwarded-*</c> headers are honoured.</summary>
    public IReadOnlyList<string> KnownProxies { get; init; } = [];
}

/// <summary>Refuses plain http from anywhere but this machine and the configured networks.</summary>
internal sealed class PlainHttpRule(RequestDelegate next, HttpOptions options)
{
    private static readonly PortalProblem Refusal = new(
        StatusCodes.Status400BadRequest, ProblemCodes.HttpsRequired, "Plain http is refused.",
        "The portal speaks plain http only on the machine it runs on. Use https, or let the proxy in front of it be listed in Http:KnownProxies.");

    private readonly IPNetwork[] _plainFrom = [.. options.PlainFrom.Select(n => IPNetwork.Parse(n))];

    public Task InvokeAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return context.Request.IsHttps || IsLoopback(address) || IsHealth(context) || Array.Exists(_plainFrom, n => address is not null && n.Contains(Plain(address)))
            ? next(context)
            : Refusal.ExecuteAsync(context);
    }

    /// <summary>True for this machine's own addresses; a request without an address comes from an in-memory server.</summary>
    public static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(Plain(address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsHealth(HttpContext context) => context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
