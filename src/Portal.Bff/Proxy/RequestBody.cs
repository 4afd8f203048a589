using Bcs.Api.Catalogue;

using Portal.Bff.Diagnostics;
using Portal.Contracts;

namespace Portal.Bff.Proxy;

/// <summary>Reads a request's body whole: it is recorded, hashed, and may have to be sent twice.</summary>
internal static class RequestBody
{
    /// <summary>The body, or the problem that it is too large.</summary>
    public static async Task<(byte[]? Body, PortalProblem? Problem)> ReadAsync(HttpContext context, BcsOperation operation)
    {
        var limit = operation == BcsOperations.FreezeUserCertificate || operation == BcsOperations.UnfreezeUserCertificate
            ? GatewayLimits.CertificateUpload
            : GatewayLimits.RequestBody;
        if (context.Request.ContentLength > limit)
        {
            return (null, TooLarge(limit));
        }

        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        using var buffer = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        try
        {
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge(limit));
        }

        return buffer.Length > limit ? (null, TooLarge(limit)) : (buffer.ToArray(), null);
    }

    private static PortalProblem TooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge, "The request is too large.",
        $"The body may have at most {limit} bytes. Send less, or in several requests.");
}
