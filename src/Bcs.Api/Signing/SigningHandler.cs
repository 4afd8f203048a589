namespace Bcs.Api.Signing;

/// <summary>Signs every request that passes, right before it leaves.</summary>
/// <param name="signer">What signs.</param>
public sealed class SigningHandler(RequestSigner signer) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await signer.SignAsync(request, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
