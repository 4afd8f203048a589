using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>Reads a request's body whole: it is recorded, hashed, and may have to be sent twice.</summary>
internal static class RequestBody
{
    /// <summary>The body, or the problem that it is too large.</summary>
    public static async Task<(byte[]? Body, PortalProblem? Problem)> ReadAsync(HttpContext context, BcsOperation operation)
    {
        var upload = operation == BcsOperations.FreezeUserCertificate || operation == BcsOperations.UnfreezeUserCertificate;
        var limit = upload ? GatewayLimits.CertificateUpload : GatewayLimits.RequestBody;
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

        if (buffer.Length > limit)
        {
            return (null, TooLarge(limit));
        }

        var body = buffer.ToArray();
        return upload && await FormParts.ReadAsync(context.Request.ContentType, body, context.RequestAborted) is { } parts
            && parts.FirstOrDefault(p => p.Bytes > FileUpload.MostCertificateBytes) is { } file
            ? (null, FileTooLarge(file.Bytes))
            : (body, null);
    }

    private static PortalProblem TooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge, "The request is too large.",
        limit == GatewayLimits.CertificateUpload
            ? $"A certificate file may have at most {FileUpload.MostCertificateBytes} bytes, which is 30 KB. Send the zip with one certificate that the cloud handed out."
            : $"The body may have at most {limit} bytes, which is 12 MB. Send less, or in several requests.");

    private static PortalProblem FileTooLarge(long bytes) => new(
        StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge, "The certificate file is too large.",
        $"The file has {bytes} bytes; at most {FileUpload.MostCertificateBytes}, which is 30 KB, are allowed. Send the zip with one certificate that the cloud handed out.");
}
