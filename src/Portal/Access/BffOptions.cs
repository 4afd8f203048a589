namespace Portal.Access;

/// <summary>Where the BFF is; section <c>Bff</c>.</summary>
internal sealed class BffOptions
{
    /// <summary>Absolute base address, for example <c>http://127.0.0.1:5080</c>.</summary>
    public Uri? Address { get; set; }
}
