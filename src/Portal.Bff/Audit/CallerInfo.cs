using System.Diagnostics;

using Portal.Bff.Identity;

namespace Portal.Bff.Audit;

/// <summary>What the audit keeps of a caller.</summary>
internal static class CallerInfo
{
    /// <summary>A call as far as its request tells: who makes it, from where, and how. The rest is the handler's to add.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tenant">Tenant id, or <see cref="AuditCall.PortalTenant"/>.</param>
    /// <param name="operation">Catalogue id, or the portal's own name for it.</param>
    public static AuditCall Call(HttpContext context, string tenant, string operation)
    {
        var session = PortalSession.From(context.User);
        return new AuditCall
        {
            Tenant = tenant,
            Actor = session is null ? AuditActor.Anonymous : new AuditActor(session.UserId, session.UserName, "user"),
            Operation = operation,
            Session = session?.Handle,
            Address = Address(context),
            UserAgent = UserAgent(context),
            Method = context.Request.Method,
            Path = context.Request.Path,
            TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        };
    }

    /// <summary>The path with its query, without secrets, for a call whose query says what is asked for.</summary>
    public static string PathAndQuery(HttpContext context) => context.Request.Path + QueryRedactor.Redact(context.Request.QueryString);

    /// <summary>The user agent, a long one cut and hashed, or null.</summary>
    public static string? UserAgent(HttpContext? context) =>
        context?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? ShortText.Of(agent) : null;

    /// <summary>The address, or null.</summary>
    public static string? Address(HttpContext? context) => context?.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;
}
