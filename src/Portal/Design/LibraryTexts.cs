using Microsoft.Extensions.Localization;

using MudBlazor;

using Portal.Resources;

namespace Portal.Design;

/// <summary>The component library's own words in the reader's language, under <c>mud.</c> and the library's key. What is not there stays as the library has it.</summary>
internal sealed class LibraryTexts(Texts texts) : MudLocalizer
{
    /// <summary>Where these texts begin.</summary>
    public const string Prefix = "mud.";

    /// <inheritdoc/>
    public override LocalizedString this[string key] =>
        texts.Find(Prefix + key) is { } text ? new(key, text) : new(key, key, resourceNotFound: true);
}
