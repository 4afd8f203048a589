using Bcs.Api.Catalogue;

namespace Portal.Bff.Gateway;

/// <summary>Tells the observers what was answered.</summary>
internal sealed class AnswerObservers(IEnumerable<IAnswerObserver> observers)
{
    private readonly IAnswerObserver[] _observers = [.. observers];

    /// <summary>How much of a file of this operation is held to be looked at, in bytes; 0 for none.</summary>
    public int Held(BcsOperation operation) => Array.Exists(_observers, o => o.Observes(operation)) ? GatewayLimits.ReadFile : 0;

    /// <summary>Tells of a call that succeeded.</summary>
    public async Task TellAsync(GatewayCall call)
    {
        foreach (var observer in _observers)
        {
            if (call.Intent is { } intent && observer.Observes(call.Operation))
            {
                await observer.AnsweredAsync(Observed(call, intent.Id) with { Reason = call.Reason, File = call.Forwarded.File, Content = call.Forwarded.Content });
            }
        }
    }

    /// <summary>Tells of a change that the cloud may have made or not.</summary>
    public async Task TellUnclearAsync(GatewayCall call, string auditId, DateTimeOffset sentAt)
    {
        foreach (var observer in _observers.Where(o => o.Observes(call.Operation)))
        {
            await observer.UnclearAsync(Observed(call, auditId), sentAt);
        }
    }

    private static ObservedCall Observed(GatewayCall call, string auditId) =>
        new(call.Operation, call.Audit, auditId, call.Context.Request.Query, call.Context.Request.ContentType, call.Body);
}
