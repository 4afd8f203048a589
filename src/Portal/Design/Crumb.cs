namespace Portal.Design;

/// <summary>A page above the current one.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Url">Its address.</param>
public sealed record Crumb(string Text, string Url);
