namespace Portal.Bff.Platform.Upstream;

/// <summary>Lets an <see cref="HttpClient"/> send through the one transport without owning it.</summary>
internal sealed class InvokerHandler(HttpMessageInvoker invoker) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        invoker.SendAsync(request, cancellationToken);
}
