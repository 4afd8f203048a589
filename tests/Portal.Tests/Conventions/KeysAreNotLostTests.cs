using System.Text.RegularExpressions;

using Portal.Testing;

namespace Portal.Tests.Conventions;

/// <summary>
/// A person without a mouse presses the next key while the page still shows what was before the last one. What is drawn again must not take the focus away, and must not put
/// something else under it.
/// </summary>
public sealed partial class KeysAreNotLostTests
{
    [Fact]
    public void No_button_is_disabled_while_it_works()
    {
        // A disabled button loses the focus, and the next key goes nowhere. It says aria-disabled, and its handler ignores a second press.
        Assert.Empty(Found(DisabledWhileBusy()));
    }

    [Fact]
    public void Fields_of_a_loop_keep_their_identity()
    {
        Assert.Empty(Found(LoopWithoutKey()));
    }

    [Fact]
    public void What_is_told_with_every_key_does_not_come_back_over_what_was_typed_since()
    {
        // A value that is not bound is set again by each answer, which on a slow line is older than the text.
        Assert.Empty(Found(SetByEachAnswer()));
    }

    private static IEnumerable<string> Found(Regex regex) =>
        from file in Directory.EnumerateFiles(Repo.PathOf("src", "Portal"), "*.razor", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from Match match in regex.Matches(File.ReadAllText(file))
        select $"{Path.GetFileName(file)}: {match.Value.Trim()}";

    [GeneratedRegex(@"(?<!-)\b[Dd]isabled=""@?\(?_?[Bb]usy")]
    private static partial Regex DisabledWhileBusy();

    [GeneratedRegex("""<(input|textarea)\b(?=[^>]*\svalue="@)[^>]*@oninput="[^"]*"?""")]
    private static partial Regex SetByEachAnswer();

    // The first element of a loop that holds an input, and has no key.
    [GeneratedRegex("""@foreach \([^\n]*\)\s*\{\s*<(?!option|input)(\w+)(?![^>]*@key)[^>]*>\s*<(input|textarea|select)\b""")]
    private static partial Regex LoopWithoutKey();
}
