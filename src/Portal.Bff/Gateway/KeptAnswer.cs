using System.Text.Json;

namespace Portal.Bff.Gateway;

/// <summary>What of an answer is kept to be given again under the same idempotency key.</summary>
internal static class KeptAnswer
{
    private const int TooEarly = 425;

    /// <summary>A refusal, or null if it can pass or is too long: nothing was done, so the key may be used again.</summary>
    public static byte[]? Of(Forwarded forwarded) =>
        forwarded.Status is StatusCodes.Status408RequestTimeout or TooEarly or StatusCodes.Status429TooManyRequests or >= 500
        || forwarded.Body.Length > GatewayLimits.ReplayedAnswer
            ? null
            : forwarded.Body;

    /// <summary>A success: it was done, so the key is never free again. Of one that is too long only the ids are kept.</summary>
    public static byte[] Of(Forwarded forwarded, Answer.Accepted accepted) => forwarded.Body.Length <= GatewayLimits.ReplayedAnswer
        ? forwarded.Body
        : JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?>
        {
            ["operation_id"] = Short(accepted.OperationId), ["blockchain_id"] = Short(accepted.BlockchainId), ["blockchain_name"] = Short(accepted.BlockchainName),
        });

    private static string? Short(string? text) => text?.Length > 256 ? null : text;
}
