using System.Text;

using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Model.Certificates;
using Portal.Model.Services;

namespace Portal;

/// <summary>The addresses of all pages. Whatever a person would want to bookmark or send to a colleague is in them.</summary>
public static class PortalUrls
{
    /// <summary>Leads to the first page the person may see.</summary>
    public const string Home = "/";

    /// <summary>The page for an address that does not exist.</summary>
    public const string NotFound = "/not-found";

    /// <summary>The page for a fault of the portal.</summary>
    public const string Error = "/error";

    /// <summary>The page a person sees after the session has ended.</summary>
    public const string SignedOut = "/signed-out";

    private const string SignInPath = "/signin";

    /// <summary>The sign-in page, leading back to a local address.</summary>
    public static string SignIn(string? returnUrl = null) =>
        LocalUrl.Page(returnUrl) is { } page and not Home ? With(SignInPath, ("returnUrl", page)) : SignInPath;

    /// <summary>Where a sign-in through a provider begins, leading back to a local address.</summary>
    public static string SignInWith(SignInProvider provider, string? returnUrl) =>
        LocalUrl.Page(returnUrl) is { } page and not Home ? With(provider.Href, ("returnUrl", page)) : provider.Href;

    /// <summary>The page after the end of a session, leading back to where the person was.</summary>
    public static string SignedOutFrom(string? returnUrl) =>
        LocalUrl.Page(returnUrl) is { } page ? With(SignedOut, ("returnUrl", page)) : SignedOut;

    /// <summary>Where a person comes to in a tenant.</summary>
    public static string Overview(string tenant) => $"/t/{Segment(tenant)}";

    /// <summary>The list of services.</summary>
    public static string Services(string tenant) => $"/t/{Segment(tenant)}/services";

    /// <summary>The form that creates a service, empty or filled with an earlier request.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="again">Audit record of the earlier request, or null.</param>
    public static string CreateService(string tenant, string? again = null) => With(Services(tenant) + "/new", ("again", again));

    /// <summary>The form that creates a service, filled with what another service is like.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="service">The other service.</param>
    public static string CreateServiceLike(string tenant, string service) => With(Services(tenant) + "/new", ("like", service));

    /// <summary>The form that creates a service for an invitation: what the invitation gives is filled in and locked.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="start">The invitation.</param>
    public static string CreateService(string tenant, InviteeStart start) =>
        With(
            Services(tenant) + "/new", ("inviter", start.TenantId), ("inviterProject", start.ProjectId), ("inviterService", start.ServiceId),
            ("inviterName", start.Inviter), ("channel", start.Channel), ("edition", start.Edition), ("fabric", start.Fabric),
            ("consensus", start.Consensus), ("sign", start.Sign));

    /// <summary>One service, on one of its tabs, with a channel shown in full.</summary>
    public static string Service(string tenant, string id, string? tab = null, string? channel = null) =>
        With($"{Services(tenant)}/{Segment(id)}", ("tab", tab), ("channel", channel));

    /// <summary>One service with the dialog of a change open.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Service.</param>
    /// <param name="change">Name of the dialog.</param>
    /// <param name="tab">Tab beneath it.</param>
    /// <param name="channel">Channel that it changes.</param>
    /// <param name="organization">Organisation that it starts with.</param>
    /// <param name="kind">Kind of scaling that it starts with.</param>
    public static string ServiceChange(
        string tenant, string id, string change, string? tab = null, string? channel = null, string? organization = null, string? kind = null) =>
        With(Service(tenant, id, tab, channel), ("do", change), ("org", organization), ("kind", kind));

    /// <summary>The certificates of all services.</summary>
    public static string Certificates(string tenant) => $"/t/{Segment(tenant)}/certificates";

    /// <summary>One certificate, shown over the others.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="id">Certificate.</param>
    /// <param name="change">One of <see cref="CertificateChanges"/> to open its form, or null.</param>
    public static string Certificate(string tenant, string id, string? change = null) => With(Certificates(tenant), ("certificate", id), ("do", change));

    /// <summary>The form that makes a new user certificate, filled with what is known of it.</summary>
    public static string GenerateCertificate(string tenant, string? service = null, string? organization = null, string? user = null) =>
        With(Certificates(tenant), ("do", CertificateChanges.Generate), ("service", service), ("org", organization), ("user", user));

    /// <summary>Invitations and members.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="show">Which of them, or null for all invitations.</param>
    public static string Consortium(string tenant, string? show = null) => With($"/t/{Segment(tenant)}/consortium", ("show", show));

    /// <summary>The invitations with the dialog that sends some.</summary>
    public static string Invite(string tenant) => With(Consortium(tenant), ("invite", "new"));

    /// <summary>The invitations with the dialog that answers one, takes it back or ends what came of it.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="invitation">Key of the invitation.</param>
    /// <param name="show">Which invitations are shown beneath, or null for all.</param>
    public static string Answer(string tenant, string action, string invitation, string? show = null) =>
        With(Consortium(tenant, show), ("do", action), ("of", invitation));

    /// <summary>The gateway's API, optionally one operation of it.</summary>
    public static string Api(string tenant, string? operation = null) => With($"/t/{Segment(tenant)}/api", ("op", operation));

    /// <summary>The list of operations.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="status">One or several statuses, separated by commas.</param>
    /// <param name="service">Id of a service.</param>
    /// <param name="kind">Catalogue id of a call.</param>
    /// <param name="by">Name of a person.</param>
    public static string Operations(string tenant, string? status = null, string? service = null, string? kind = null, string? by = null) =>
        With($"/t/{Segment(tenant)}/operations", ("status", status), ("service", service), ("kind", kind), ("by", by));

    /// <summary>One operation.</summary>
    public static string Operation(string tenant, string id) => $"/t/{Segment(tenant)}/operations/{Segment(id)}";

    /// <summary>All services with their alarms.</summary>
    public static string Monitoring(string tenant) => $"/t/{Segment(tenant)}/monitoring";

    /// <summary>The audit log, optionally with one record opened.</summary>
    public static string Audit(string tenant, string? record = null) => With($"/t/{Segment(tenant)}/audit", ("record", record));

    /// <summary>A person's own sessions and preferences.</summary>
    /// <param name="tenant">Tenant that the person comes from, or null without one.</param>
    public static string Account(string? tenant) => tenant is null ? "/account" : $"/t/{Segment(tenant)}/account";

    /// <summary>What the person may want to know.</summary>
    public static string Notifications(string tenant) => $"/t/{Segment(tenant)}/notifications";

    /// <summary>How a tenant is connected and what its rules are.</summary>
    public static string Administration(string tenant) => $"/t/{Segment(tenant)}/admin";

    /// <summary>The same page in another tenant: its list, because ids do not carry over.</summary>
    public static string InTenant(string currentPath, string tenant)
    {
        var parts = currentPath.Trim('/').Split('/', 4);
        return parts is ["t", _] ? Overview(tenant)
            : parts is ["t", _, "operations", ..] ? Operations(tenant)
            : parts is ["t", _, "certificates", ..] ? Certificates(tenant)
            : parts is ["t", _, "consortium", ..] ? Consortium(tenant)
            : parts is ["t", _, "api", ..] ? Api(tenant)
            : parts is ["t", _, "audit", ..] ? Audit(tenant)
            : parts is ["t", _, "monitoring", ..] ? Monitoring(tenant)
            : parts is ["account", ..] or ["t", _, "account", ..] ? Account(tenant)
            : parts is ["t", _, "notifications", ..] ? Notifications(tenant)
            : parts is ["t", _, "admin", ..] ? Administration(tenant)
            : Services(tenant);
    }

    /// <summary>A path with those of the pairs that have a value.</summary>
    public static string With(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var text = new StringBuilder(path);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return text.ToString();
    }

    private static string Segment(string value) => Uri.EscapeDataString(value);
}
