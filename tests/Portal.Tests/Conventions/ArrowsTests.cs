using System.Text.RegularExpressions;

using Portal.Testing;

namespace Portal.Tests.Conventions;

/// <summary>
/// Who may use whom in the UI, held by reading the sources. A feature is a folder under <c>Features</c>: it uses what lies below it and no other
/// feature, so that it can be changed or taken out by itself. What several features show or address is in <c>Model</c>; what they have in common
/// with the frame (pages of the rail, palette, attention, forms to fill again) is registered through <c>Shell</c>.
/// </summary>
public sealed partial class ArrowsTests
{
    private static readonly string Source = Repo.PathOf("src", "Portal");

    // From the bottom to the top: each uses only what stands after its colon. The folders above features bring them together.
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Access"] = [],
        ["Resources"] = ["Access"],
        ["Live"] = ["Access"],
        ["Design"] = ["Access", "Live", "Resources"],
        ["Shell"] = ["Access", "Design", "Resources"],
        ["Model"] = ["Access", "Design", "Live", "Resources"],
        ["Features"] = ["Access", "Design", "Live", "Model", "Resources", "Shell"],
    };

    // What every file sees, so it must not show more than each may use.
    private static readonly string[] Everywhere = ["PortalUrls.cs", "_Imports.razor"];

    // The pages outside a tenant choose the frame's plain layout.
    private static readonly string[] Exceptions = ["Features/SignIn/_Imports.razor uses Components"];

    [Fact]
    public void Each_folder_uses_only_what_lies_below_it() => Assert.Equal(Exceptions, Sources()
        .Where(f => Below.ContainsKey(Folder(f)))
        .SelectMany(f => Named(f).Where(n => n != Folder(f) && !Below[Folder(f)].Contains(n) && (Below.ContainsKey(n) || n is "Components")).Select(n => $"{f} uses {n}")));

    [Fact]
    public void No_feature_uses_another() => Assert.Equal([], Sources()
        .Where(f => Folder(f) == "Features")
        .SelectMany(f => Features(f).Where(n => n != Feature(f)).Select(n => $"{f} uses {n}")));

    [Fact]
    public void Addresses_and_what_all_files_see_know_no_feature()
    {
        Assert.Equal([], Everywhere.SelectMany(f => Features(f).Select(n => $"{f} uses {n}")));
        Assert.DoesNotContain(Named("_Imports.razor"), n => n is "Components" or "Features" or "Model" or "Shell");
    }

    [Fact]
    public void Only_the_frame_and_the_list_of_features_name_features() => Assert.Equal(
        ["Components/_Imports.razor", "PortalFeatures.cs"],
        Sources().Where(f => Folder(f) != "Features" && Features(f).Any()).Order(StringComparer.Ordinal));

    [Fact]
    public void Clients_alone_read_and_send_by_a_path_of_the_gateway() => Assert.Equal([], Sources()
        .Where(f => Folder(f) is not ("Access" or "Model") && ByPath().IsMatch(Text(f))));

    private static IEnumerable<string> Sources() =>
        from file in Directory.EnumerateFiles(Source, "*.*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Source, file).Replace(Path.DirectorySeparatorChar, '/')
        where name.EndsWith(".cs", StringComparison.Ordinal) || name.EndsWith(".razor", StringComparison.Ordinal)
        where !name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal)
        select name;

    // A component sees what the imports above it name; those are sources of their own here.
    private static IEnumerable<string> Named(string file) => Name().Matches(Text(file)).Select(m => m.Groups[1].Value).Distinct();

    private static IEnumerable<string> Features(string file) => FeatureName().Matches(Text(file)).Select(m => m.Groups[1].Value).Distinct();

    // Without its own namespace.
    private static string Text(string file) => OwnNamespace().Replace(File.ReadAllText(Path.Combine(Source, file)), "");

    private static string Folder(string file) => file.Split('/')[0];

    private static string Feature(string file) => file.Split('/')[1];

    [GeneratedRegex(@"\bPortal\.([A-Z]\w+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:\bPortal\.|(?<![\w.]))Features\.(\w+)")]
    private static partial Regex FeatureName();

    [GeneratedRegex(@"\b[Bb]ff\.(Get|Send)Async")]
    private static partial Regex ByPath();

    [GeneratedRegex(@"^namespace .*$", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();
}
