namespace Portal.Design;

/// <summary>One of a few values to choose from.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Note">What it means or why it cannot be chosen, or null.</param>
/// <param name="Disabled">True if it cannot be chosen.</param>
public sealed record Choice(string Value, string Text, string? Note = null, bool Disabled = false)
{
    /// <summary>Heading that it stands under in a list, or null.</summary>
    public string? Group { get; init; }
}
