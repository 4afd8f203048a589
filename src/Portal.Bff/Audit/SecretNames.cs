namespace Portal.Bff.Audit;

/// <summary>Tells which fields of a JSON body hold secrets.</summary>
/// <param name="paths">Dotted paths from the root; arrays do not count as a step.</param>
internal sealed class SecretNames(IEnumerable<string> paths)
{
    private static readonly string[] Telling = ["password", "passwd", "passphrase", "pwd", "secret", "token", "privatekey", "secretkey"];

    private readonly HashSet<string> _paths = new(paths, StringComparer.OrdinalIgnoreCase);

    /// <summary>True if the field is listed, or named like a secret.</summary>
    public bool Match(string name, string path) => _paths.Contains(path) || SoundsSecret(name);

    private static bool SoundsSecret(string name)
    {
        // "sk" only as a word of its own: task and disk are none.
        var plain = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return Telling.Any(t => plain.Contains(t, StringComparison.OrdinalIgnoreCase))
            || name.EndsWith("Sk", StringComparison.Ordinal) || name.Split('_', '-', '.').Any(word => word.Equals("sk", StringComparison.OrdinalIgnoreCase));
    }
}
