namespace Portal.Access;

/// <summary>The answer of a call that answers nothing.</summary>
internal sealed record Nothing
{
    private Nothing()
    {
    }

    /// <summary>The only one.</summary>
    public static Nothing Instance { get; } = new();
}
