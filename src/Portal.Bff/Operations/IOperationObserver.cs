using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>Another slice that wants to know of stored changes. Called after the save; must return at once and not throw.</summary>
internal interface IOperationObserver
{
    /// <summary>A new version of an operation was stored.</summary>
    /// <param name="operation">The operation as it is announced.</param>
    /// <param name="requesterId">Stable id of the person who asked for it; null if the portal does not know.</param>
    void Changed(OperationDto operation, string? requesterId);
}
