namespace Portal.Access;

/// <summary>The BFF could not say who a request belongs to; the error page is shown instead of the page.</summary>
internal sealed class BffUnavailableException(string reason) : Exception($"The BFF gave no usable answer about the session: {reason}.")
{
    /// <summary>A problem code, or what was seen instead of an answer.</summary>
    public string Reason { get; } = reason;
}
