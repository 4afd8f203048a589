namespace Portal.Contracts;

/// <summary>Paths of the BFF, declared once for server and callers.</summary>
public static class BffRoutes
{
    /// <summary>The ways to sign in, for whoever is not signed in yet.</summary>
    public const string SignInMethods = "/bff/signin";

    /// <summary>Sign-in with an IAM account: JSON or form.</summary>
    public const string SignInIam = "/bff/signin/iam";

    /// <summary>Renews the IAM tokens of the current session with the password, in place.</summary>
    public const string RenewIam = "/bff/signin/iam/renew";

    /// <summary>Ends the session; a form POST.</summary>
    public const string SignOut = "/bff/signout";

    /// <summary>Who am I.</summary>
    public const string User = "/bff/user";

    /// <summary>My sessions.</summary>
    public const string Sessions = "/bff/sessions";

    /// <summary>Tracked operations.</summary>
    public const string Operations = "/api/operations";

    /// <summary>Services of a tenant with their last known state.</summary>
    public const string Services = "/api/services";

    /// <summary>What people have typed into forms.</summary>
    public const string Drafts = "/api/drafts";

    /// <summary>Requests that a tenant starts forms from.</summary>
    public const string Templates = "/api/templates";

    /// <summary>Members and invitations of a tenant with their last known state.</summary>
    public const string Consortia = "/api/consortia";

    /// <summary>Acceptances that wait for the service that is created for them.</summary>
    public const string Acceptances = Consortia + "/acceptances";

    /// <summary>What people may want to know, with its read state.</summary>
    public const string Notifications = "/api/notifications";

    /// <summary>Alarms of all services of a tenant that are on.</summary>
    public const string Alarms = "/api/alarms";

    /// <summary>Certificates that the portal handed out.</summary>
    public const string Certificates = "/api/certificates";

    /// <summary>When the certificates end.</summary>
    public const string CertificateCalendar = "/api/certificates/calendar";

    /// <summary>How a tenant is connected, its rules, and what the roles allow.</summary>
    public const string Administration = "/api/administration";

    /// <summary>The scheduler's own pages, outside the prefixes of the API: their posts cannot carry the header against forged requests and have a token instead.</summary>
    public const string JobsDashboard = "/hangfire";

    /// <summary>Audit records.</summary>
    public const string Audit = "/api/audit";

    /// <summary>Typed events over SignalR.</summary>
    public const string EventsHub = "/hubs/events";

    /// <summary>Prefix of the gateway: <c>/bcs/{tenant}</c> followed by the upstream path.</summary>
    public const string Gateway = "/bcs";

    /// <summary>Liveness.</summary>
    public const string HealthLive = "/health/live";

    /// <summary>Readiness.</summary>
    public const string HealthReady = "/health/ready";

    /// <summary>Prefixes of what a session is needed for and nobody else may see, keep or cause.</summary>
    public static IReadOnlyList<string> PrivatePrefixes { get; } = ["/bff", "/api", Gateway, "/hubs"];

    /// <summary>Prefixes of everything that the BFF serves itself; no page is below them.</summary>
    public static IReadOnlyList<string> OwnPrefixes { get; } = [.. PrivatePrefixes, "/openapi", "/health"];
}
