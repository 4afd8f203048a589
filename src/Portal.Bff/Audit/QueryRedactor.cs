namespace Portal.Bff.Audit;

/// <summary>Takes secrets out of a query before it is recorded: no operation has one there, but a caller may put one there.</summary>
internal static class QueryRedactor
{
    private static readonly SecretNames Names = new([]);

    /// <summary>The query with <c>***</c> in place of every value whose name sounds like a secret.</summary>
    public static string Redact(QueryString query) => query.Value is not { Length: > 1 } text
        ? ""
        : "?" + string.Join('&', text[1..].Split('&').Select(pair =>
        {
            var name = pair.Split('=')[0];
            var plain = Uri.UnescapeDataString(name);
            return name.Length < pair.Length && Names.Match(plain, plain) ? $"{name}={RequestRedactor.Mask}" : pair;
        }));
}
