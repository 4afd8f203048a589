using System.Text.RegularExpressions;

using Portal.Testing;

namespace Portal.Tests.Conventions;

/// <summary>Only <c>Design</c> knows how things look and what they are made of: pages are written in its words.</summary>
public sealed partial class DesignTests
{
    // File and element that may stand outside, with the reason.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["CommandPalette.razor <input"] = "a combobox with a list of its own, which the script fills with what was typed before it was there",
        ["CreateJsonDialog.razor <InputFile"] = "the framework's own: this file is read by the circuit",
    };

    [Fact]
    public void Controls_and_the_library_are_named_in_Design_only()
    {
        var found =
            (from file in Directory.EnumerateFiles(Repo.PathOf("src", "Portal"), "*.razor*", SearchOption.AllDirectories)
             where !file.Contains("/Design/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
             from Match raw in RawRegex().Matches(File.ReadAllText(file))
             select $"{Path.GetFileName(file)} {raw.Value}").ToList();

        Assert.Equal([], found.Except(Exceptions.Keys));
        Assert.Equal([], Exceptions.Keys.Except(found));
    }

    [GeneratedRegex(@"<(?:button|select|input|textarea|table|details|dialog|InputFile)\b|<Mud\w+|(?<!css/)\bmud-[a-z]|using MudBlazor")]
    private static partial Regex RawRegex();
}
