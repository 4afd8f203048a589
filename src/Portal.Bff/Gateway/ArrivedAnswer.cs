using Bcs.Api.Catalogue;

using Microsoft.Net.Http.Headers;

namespace Portal.Bff.Gateway;

/// <summary>How an answer goes on once its head is here.</summary>
internal enum AnswerRoute
{
    /// <summary>It is held until it is whole, then judged.</summary>
    Held,

    /// <summary>The list of a read: it is held as far as it is short, and streams if it is long.</summary>
    List,

    /// <summary>A file: it streams from its first byte.</summary>
    File,

    /// <summary>Its body says nothing that the head does not say, or too much: it is not read.</summary>
    Unread,
}

/// <summary>Decides by the head of an answer what becomes of its body.</summary>
/// <param name="Route">What becomes of it.</param>
/// <param name="Most">How many bytes of it are held at most.</param>
internal sealed record ArrivedAnswer(AnswerRoute Route, long Most)
{
    /// <summary>Decides. Only a list in JSON with a success streams unjudged, and only to whoever reads; a change is held to its end.</summary>
    public static ArrivedAnswer Decide(BcsOperation operation, int status, string? contentType, long? length)
    {
        var success = status is >= 200 and < 300;
        var most = success ? GatewayLimits.HeldAnswer : GatewayLimits.ErrorAnswer;
        if (FileAnswer.IsFile(operation, status, contentType))
        {
            return new(AnswerRoute.File, 0);
        }

        if (status is 101 || !MayBeJson(contentType))
        {
            return new(AnswerRoute.Unread, 0);
        }

        if (success && operation.Class is OperationClass.Read && IsJson(contentType))
        {
            return new(AnswerRoute.List, GatewayLimits.StreamedFrom);
        }

        return length > most ? new(AnswerRoute.Unread, 0) : new(AnswerRoute.Held, most);
    }

    /// <summary>True if what arrived so far is the beginning of an object, as every answer of the cloud is.</summary>
    public static bool BeginsObject(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    // What says nothing about itself, or nothing that matters, is looked into.
    private static bool MayBeJson(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || IsJson(type)
        || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type) && IsJson(type);

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.SubTypeWithoutSuffix.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
}
