using Bcs.Api.Catalogue;

using Portal.Bff.Audit;

namespace Portal.Bff.Gateway;

/// <summary>Tells the observers what was answered.</summary>
internal sealed class AnswerObservers(IEnumerable<IAnswerObserver> observers)
{
    private readonly IAnswerObserver[] _observers = [.. observers];

    /// <summary>How much of a file of this operation is held to be looked at, in bytes; 0 for none.</summary>
    public int Held(BcsOperation operation) => Array.Exists(_observers, o => o.Observes(operation)) ? GatewayLimits.ReadFile : 0;

    /// <summary>Tells of a call that succeeded.</summary>
    public async Task TellAsync(HttpContext context, GatewayScope scope, AuditCall call, AuditIntent? intent, byte[] body, Forwarded forwarded)
    {
        foreach (var observer in _observers)
        {
            if (intent is not null && observer.Observes(scope.Operation))
            {
                await observer.AnsweredAsync(new ObservedCall(scope.Operation, call, intent.Id, context.Request.Query, context.Request.ContentType, body)
                {
                    Reason = scope.Reason, File = forwarded.File, Content = forwarded.Content,
                });
            }
        }
    }

    /// <summary>Tells of a change that the cloud may have made or not.</summary>
    public async Task TellUnclearAsync(HttpContext context, GatewayScope scope, AuditCall call, string auditId, byte[] body, DateTimeOffset sentAt)
    {
        foreach (var observer in _observers.Where(o => o.Observes(scope.Operation)))
        {
            await observer.UnclearAsync(new ObservedCall(scope.Operation, call, auditId, context.Request.Query, context.Request.ContentType, body), sentAt);
        }
    }
}
