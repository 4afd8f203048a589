using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>Another slice that wants to know of stored changes. Called after the save; must return at once and not throw.</summary>
internal interface IOperationObserver
{
    /// <summary>A new version of an operation was stored.</summary>
    void Changed(OperationDto operation);
}
