using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Contracts.Audit;

namespace Portal.Bff.Gateway;

/// <summary>What a request to the gateway tells of itself before anybody has looked at it.</summary>
internal static class GatewayAudit
{
    /// <summary>The call for the portal's own log, until its tenant is known.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="operation">What is called, or null for what the catalogue does not list.</param>
    public static AuditCall Of(HttpContext context, BcsOperation? operation)
    {
        var values = context.Request.RouteValues;
        return CallerInfo.Call(context, AuditCall.PortalTenant, operation?.Id ?? AuditEvents.NotCatalogued) with
        {
            Action = operation?.Action,
            Path = CallerInfo.PathAndQuery(context),
            BlockchainId = values["blockchain_id"] as string,
            Channel = values["channel_id"] as string,
            Organization = values["org_name"] as string,
            User = values["user_name"] as string,
        };
    }
}
