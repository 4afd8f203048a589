using System.Text.RegularExpressions;

using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

using Portal.Bff.Platform.Data;
using Portal.Testing;

namespace Portal.Bff.Tests.Conventions;

/// <summary>
/// Who may use whom in the gateway, taken from the compiled types. A slice is a namespace; it uses slices that stand before it, never one that stands
/// after it, so that each can be understood, tested and changed knowing only what lies below.
/// </summary>
public sealed partial class ArrowsTests
{
    // From the bottom to the top. What stands together in a row does not use each other.
    private static readonly string[][] Order =
    [
        ["Platform.Settings", "Platform.Problems", "Platform.Hosting"],
        ["Platform.Http", "Platform.Upstream"],
        ["Platform.Data"],
        ["Platform.Vault", "Platform.Jobs"],
        ["Identity"],
        ["Audit"],
        ["Tenants"],
        ["Access", "Iam"],
        ["Sessions"],
        ["Live"],
        ["Operations"],
        ["Gateway"],
        ["Features.Services", "Features.Notifications", "Features.Forms", "Features.Monitoring", "Features.AuditReview", "Features.Jobs"],
        ["Features.Consortia", "Features.Certificates"],
        ["Features.Administration"],
        ["Host"],
    ];

    private const string Root = "Portal.Bff.";

    private static readonly Architecture Gateway = new ArchLoader().LoadAssemblies(typeof(PortalDbContext).Assembly).Build();

    private static readonly Dictionary<string, int> Height = Order.SelectMany((row, height) => row.Select(slice => (slice, height))).ToDictionary(s => s.slice, s => s.height);

    [Fact]
    public void Each_slice_uses_only_what_lies_below_it()
    {
        var upwards = Arrows().Where(a => Height[a.To] >= Height[a.From]).Select(a => $"{a.From} uses {a.To}: {a.Origin} uses {a.Target}").Order(StringComparer.Ordinal).ToList();
        Assert.True(upwards.Count == 0, string.Join('\n', upwards));
    }

    [Fact]
    public void Each_type_is_in_a_slice_and_each_slice_has_types() => Assert.Equal(
        Height.Keys.Order(StringComparer.Ordinal),
        Gateway.Types.Where(t => t.Namespace.FullName.StartsWith(Root, StringComparison.Ordinal)).Select(t => Slice(t) ?? t.FullName).Distinct().Order(StringComparer.Ordinal));

    // The types tell more than the sources' first lines, but never less: else the arrows above would be held by an eye that is closed.
    [Fact]
    public void Each_slice_that_a_source_names_is_seen_among_its_types()
    {
        var named =
            from text in Sources()
            let origin = Slice(Own().Match(text).Groups[1].Value)
            from used in Using().Matches(text).Select(m => Slice(m.Groups[1].Value))
            where origin is not null && used is not null && used != origin
            select $"{origin} uses {used}";
        Assert.Equal([], named.Except(Arrows().Select(a => $"{a.From} uses {a.To}")));
    }

    private static IEnumerable<(string From, string To, string Origin, string Target)> Arrows() =>
        from type in Gateway.Types
        let origin = Slice(type)
        where origin is not null && !type.FullName.Contains(".Migrations.", StringComparison.Ordinal)
        from target in type.Dependencies.Select(d => d.Target).Distinct()
        let slice = Slice(target)
        where slice is not null && slice != origin
        select (origin, slice, type.Name, target.Name);

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Repo.PathOf("src", "Portal.Bff"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("Migrations", StringComparison.Ordinal)).Select(File.ReadAllText);

    private static string? Slice(IType type) => type.Namespace is { } space ? Slice(space.FullName) : null;

    // Operations has a folder of its own; one name in Vault is that of the first version.
    private static string? Slice(string space) => space == Root + "Vault" ? "Platform.Vault" : Height.Keys.FirstOrDefault(s => $"{space}.".StartsWith($"{Root}{s}.", StringComparison.Ordinal));

    [GeneratedRegex(@"^using (Portal\.Bff\.[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Own();
}
