using System.Globalization;

namespace Portal.Bff.Audit;

/// <summary>
/// Id of an entry: the sequence's name, a hyphen and the number with twelve digits. Ids of one sequence sort as text in
/// the order of recording, and an id leads back to its entry.
/// </summary>
internal static class AuditEntryId
{
    private const int Digits = 12;

    public static string Format(string tenant, long seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenant}-{seq:D12}");

    /// <summary>Takes an id apart; false if it is none in exactly the form that <see cref="Format"/> writes.</summary>
    public static bool TryParse(string? id, out string tenant, out long seq)
    {
        tenant = "";
        seq = 0;
        var hyphen = id?.LastIndexOf('-') ?? -1;
        if (hyphen < 1 || id!.Length - hyphen - 1 < Digits
            || !long.TryParse(id.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out seq) || seq < 1)
        {
            return false;
        }

        tenant = id[..hyphen];
        return Format(tenant, seq) == id;
    }
}
