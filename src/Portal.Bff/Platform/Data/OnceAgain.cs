using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// Runs a step on the database once more, on a new connection, when its connection has ended. Nobody knows whether a write was carried out
/// then: what was changed in a context is looked for first (<see cref="PortalDbContext.SaveAsync"/>), and every other write of the portal is one
/// that a second run finds done and does not do twice.
/// </summary>
internal sealed class OnceAgain(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 1, maxRetryDelay: TimeSpan.Zero)
{
    protected override bool ShouldRetryOn(Exception exception) => DbErrors.IsConnectionLost(exception);
}
