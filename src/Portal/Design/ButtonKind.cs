namespace Portal.Design;

/// <summary>How much weight a button has.</summary>
public enum ButtonKind
{
    /// <summary>One of several things that can be done.</summary>
    Plain,

    /// <summary>What a view is for; there is one.</summary>
    Primary,

    /// <summary>Looks like a link, for what is seldom wanted.</summary>
    Quiet,

    /// <summary>Something is lost by it.</summary>
    Danger,
}
