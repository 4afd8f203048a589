namespace Portal.Features.Services.Overview;

/// <summary>Something known of a service.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">What it is; none is shown as a dash.</param>
public sealed record Fact(string Name, params IReadOnlyList<string?> Values)
{
    /// <summary>An id or an address: set in its own type and offered for copying.</summary>
    public bool Code { get; init; }
}
