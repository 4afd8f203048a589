using Portal.Bff.Platform.Data;

namespace Portal.Bff.Audit;

/// <summary>
/// Makes texts fit to be recorded by both databases: bounded (an index entry of PostgreSQL holds 2.7 KB), well-formed
/// and without NUL. One caller's odd text must not make the commit of a whole batch fail.
/// </summary>
internal static class AuditTexts
{
    private const int NameLength = 256;
    private const int UserAgentLength = 200;
    private const int PathLength = 2048;
    private const int FileLength = 2048;
    private const int RequestLength = 256 * 1024;

    public static AuditCall Clean(AuditCall call) => call with
    {
        Actor = new AuditActor(Name(call.Actor.Id)!, Name(call.Actor.Name)!, Name(call.Actor.Kind)!),
        Operation = Name(call.Operation)!,
        Session = Name(call.Session),
        Address = Name(call.Address),
        UserAgent = Clean(call.UserAgent, UserAgentLength),
        Action = Name(call.Action),
        Method = Name(call.Method),
        Path = Clean(call.Path, PathLength),
        BlockchainId = Name(call.BlockchainId),
        Channel = Name(call.Channel),
        Organization = Name(call.Organization),
        User = Name(call.User),
        Request = Clean(call.Request, RequestLength),
        RequestSha256 = Name(call.RequestSha256),
        TraceId = Name(call.TraceId),
        Credential = Name(call.Credential),
    };

    public static AuditResult Clean(AuditResult result) => result with
    {
        Outcome = Name(result.Outcome)!,
        UpstreamCode = Name(result.UpstreamCode),
        OperationId = Name(result.OperationId),
        File = Clean(result.File, FileLength),
    };

    private static string? Name(string? text) => Clean(text, NameLength);

    private static string? Clean(string? text, int length)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length > length)
        {
            text = string.Concat(text.AsSpan(0, length - (char.IsHighSurrogate(text[length - 2]) ? 2 : 1)), "…");
        }

        return PlainTexts.Of(text);
    }
}
