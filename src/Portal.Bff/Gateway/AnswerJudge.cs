using System.Text.Json;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

namespace Portal.Bff.Gateway;

/// <summary>What upstream's answer means. A closed family.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Upstream did it.</summary>
    internal sealed record Accepted(string? OperationId, string? BlockchainId, string? BlockchainName) : Answer;

    /// <summary>Upstream said no, in its own form.</summary>
    /// <param name="Code">Its code, or null if its JSON has none.</param>
    internal sealed record Refused(string? Code) : Answer;

    /// <summary>Upstream, or something in front of it, said no by a status alone.</summary>
    internal sealed record RefusedByStatus : Answer;

    /// <summary>There is no complete, understandable answer: for a change, it may have happened.</summary>
    internal sealed record Unclear : Answer;
}

/// <summary>Judges an answer by its status and body.</summary>
internal static class AnswerJudge
{
    /// <summary>
    /// A 4xx is a refusal whatever else is with it. Unclear is: no status, a 5xx without a well-formed code, or a success that is not whole or
    /// not JSON where JSON is due. An empty 2xx body is a success: the reference knows it.
    /// </summary>
    /// <param name="status">The status, or null if none arrived.</param>
    /// <param name="whole">True if the body was read to its end.</param>
    /// <param name="body">The body; empty unless it was read to its end.</param>
    public static Answer Judge(int? status, bool whole, ReadOnlySpan<byte> body) => status switch
    {
        >= 200 and < 300 when whole => body.IsEmpty ? new Answer.Accepted(null, null, null) : ReadAccepted(body),
        >= 400 and < 500 when whole && IsObject(body) => new Answer.Refused(BcsErrorReader.Read(status.Value, body)?.Code),
        >= 400 and < 500 => new Answer.RefusedByStatus(),
        >= 500 when whole && BcsErrorReader.Read(status.Value, body) is { } error => new Answer.Refused(error.Code),
        _ => new Answer.Unclear(),
    };

    private static Answer ReadAccepted(ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } root
            ? new Answer.Accepted(Text(root, "operation_id"), Text(root, "blockchain_id"), Text(root, "blockchain_name"))
            : new Answer.Unclear();
    }

    private static bool IsObject(ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        return document?.RootElement.ValueKind is JsonValueKind.Object;
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var document = JsonDocument.ParseValue(ref reader);
            if (!reader.Read())
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
