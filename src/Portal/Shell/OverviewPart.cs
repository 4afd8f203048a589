namespace Portal.Shell;

/// <summary>Something that a feature shows on the overview, below what waits. It takes no parameters, reads what it needs, and shows nothing if there is nothing.</summary>
/// <param name="Component">The component.</param>
internal sealed record OverviewPart(Type Component);
