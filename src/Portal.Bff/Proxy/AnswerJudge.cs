using System.Text.Json;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

namespace Portal.Bff.Proxy;

/// <summary>What upstream's answer means. A closed family.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Upstream did it.</summary>
    internal sealed record Accepted(string? OperationId, string? BlockchainId, string? BlockchainName) : Answer;

    /// <summary>Upstream said no, in its own form.</summary>
    internal sealed record Refused(string Code) : Answer;

    /// <summary>There is no complete, understandable answer: for a change, it may have happened.</summary>
    internal sealed record Unclear : Answer;
}

/// <summary>Judges a whole answer by its status and body.</summary>
internal static class AnswerJudge
{
    /// <summary>
    /// Unclear is: nothing complete, a 5xx without a well-formed code, or something that is not JSON where JSON is due.
    /// An empty 2xx body is a success: the reference knows it.
    /// </summary>
    public static Answer Judge(BcsOperation operation, int? status, string? contentType, ReadOnlySpan<byte> body)
    {
        switch (status)
        {
            case null:
                return new Answer.Unclear();
            case >= 200 and < 300 when operation.Class is OperationClass.Reveals:
                // A file. HTML in its place comes from something between the cloud and us.
                return contentType?.Contains("html", StringComparison.OrdinalIgnoreCase) is true ? new Answer.Unclear() : new Answer.Accepted(null, null, null);
            case >= 200 and < 300 when body.IsEmpty:
                return new Answer.Accepted(null, null, null);
            case >= 200 and < 300:
                return ReadAccepted(body);
            case >= 400 when BcsErrorReader.Read(status.Value, body) is { } error:
                return new Answer.Refused(error.Code);
            default:
                return new Answer.Unclear();
        }
    }

    private static Answer ReadAccepted(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return root.ValueKind is JsonValueKind.Object
                ? new Answer.Accepted(Text(root, "operation_id"), Text(root, "blockchain_id"), Text(root, "blockchain_name"))
                : new Answer.Unclear();
        }
        catch (JsonException)
        {
            return new Answer.Unclear();
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
