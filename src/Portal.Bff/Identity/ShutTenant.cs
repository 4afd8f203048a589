namespace Portal.Bff.Identity;

/// <summary>A tenant that a session could not enter.</summary>
/// <param name="Id">Tenant id.</param>
/// <param name="Code">Code of the problem.</param>
/// <param name="Reason">Why the cloud could not be asked, in a word; null where the code says all.</param>
internal sealed record ShutTenant(string Id, string Code, string? Reason)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ShutTenant Parse(string text) => text.Split('|') is [var id, var code, var reason] ? new(id, code, reason.Length > 0 ? reason : null) : new(text, "", null);

    /// <summary>As a session's ticket keeps it: none of the three holds a bar.</summary>
    public override string ToString() => $"{Id}|{Code}|{Reason}";
}
