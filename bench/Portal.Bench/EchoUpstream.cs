using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Bench;

/// <summary>A cloud that answers at once, so that the proxies in front of it are what is measured: 1 KB to every read and change.</summary>
internal static class EchoUpstream
{
    private static readonly byte[] Body = [.. "{\"padding\":\""u8, .. Enumerable.Repeat((byte)'x', 1024 - 14), .. "\"}"u8];

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/health/live", () => "up");
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Body.Length;
            await context.Response.Body.WriteAsync(Body);
        });
        await app.RunAsync();
    }
}
