using Yarp.ReverseProxy.Forwarder;

namespace Portal.Bff.Host.Ui;

/// <summary>Shows a page of its own while the UI host does not answer, and lets the browser try again by itself.</summary>
internal static class UiStarting
{
    private const string Page = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>Starting</title></head>
        <body><main><h1>The portal is starting</h1><p>This page tries again by itself.</p>
        <p lang="zh-Hans">门户正在启动，本页会自动重试。</p></main></body></html>
        """;

    public static async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        await next();
        if (context.Response.HasStarted
            || context.Features.Get<IForwarderErrorFeature>()?.Error is null or ForwarderError.None or ForwarderError.RequestBodyClient
            || context.WebSockets.IsWebSocketRequest)
        {
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Page, context.RequestAborted);
        }
    }
}
