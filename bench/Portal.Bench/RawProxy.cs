using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Portal.Bench;

/// <summary>The peer: YARP as it comes, one route, nothing checked, nothing recorded.</summary>
internal static class RawProxy
{
    public static async Task RunAsync(Uri upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "all", Match = new RouteMatch { Path = "/v2/{**rest}" } }],
            [new ClusterConfig { ClusterId = "all", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = upstream.AbsoluteUri } } }]);
        var app = builder.Build();
        app.MapGet("/health/live", () => "up");
        app.MapReverseProxy();
        await app.RunAsync();
    }
}
