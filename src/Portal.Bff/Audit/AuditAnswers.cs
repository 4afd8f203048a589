using Portal.Contracts;

namespace Portal.Bff.Audit;

/// <summary>Names the record of a request in its answer. The only place that writes the header.</summary>
internal static class AuditAnswers
{
    private static readonly object Key = new();

    /// <summary>Records the intent of a request. Whatever is answered from then on names it: a failure as well.</summary>
    public static async ValueTask<AuditIntent> IntentAsync(this IAuditLog audit, HttpContext context, AuditCall call)
    {
        var intent = await audit.IntentAsync(call, context.RequestAborted);
        Name(context, intent.Id);
        return intent;
    }

    /// <summary>Records a request in one entry, which its answer names.</summary>
    public static async ValueTask RecordAsync(
        this IAuditLog audit, HttpContext context, AuditCall call, AuditResult result, CancellationToken cancellationToken) =>
        Name(context, await audit.RecordAsync(call, result, cancellationToken));

    /// <summary>Lets the answer name a record, also when it is cleared and becomes another answer.</summary>
    public static void Name(HttpContext context, string? id)
    {
        var first = !context.Items.ContainsKey(Key);
        context.Items[Key] = id;
        if (first)
        {
            context.Response.OnStarting(
                static state =>
                {
                    var context = (HttpContext)state;
                    context.Response.Headers[BffHeaders.AuditId] = (string?)context.Items[Key];
                    return Task.CompletedTask;
                },
                context);
        }
    }
}
