namespace Portal.Contracts;

/// <summary>Codes of the BFF's own problem details (<c>code</c>). Upstream's codes pass as they are.</summary>
public static class ProblemCodes
{
    /// <summary>401: no session, or it has ended.</summary>
    public const string SessionRequired = "session_required";

    /// <summary>401: domain, user or password is wrong, or the account cannot be used; never says which.</summary>
    public const string SignInFailed = "signin_failed";

    /// <summary>403: the provider of single sign-on refused, or the account is none of those that may come.</summary>
    public const string ProviderRefused = "provider_refused";

    /// <summary>502: what the provider of single sign-on answered could not be believed.</summary>
    public const string ProviderUnbelieved = "provider_unbelieved";

    /// <summary>503: the provider of single sign-on does not answer.</summary>
    public const string ProviderUnavailable = "provider_unavailable";

    /// <summary>400: what a provider sent back belongs to no sign-in of this browser that is under way.</summary>
    public const string SignInStale = "signin_stale";

    /// <summary>400: a provider's logout token is not believed; <c>reason</c> says why.</summary>
    public const string LogoutTokenRefused = "logout_token_refused";

    /// <summary>Of a tenant that a session could not enter: the cloud knows the password and gives no token for the project.</summary>
    public const string CredentialRefused = "credential_refused";

    /// <summary>401: the person's own cloud token is gone; the password is needed again.</summary>
    public const string UpstreamSignInRequired = "upstream_signin_required";

    /// <summary>403: the CSRF header is missing or the origin is foreign.</summary>
    public const string Csrf = "csrf";

    /// <summary>403: signed in correctly, but no tenant of that domain grants anything.</summary>
    public const string NoTenant = "no_tenant";

    /// <summary>403: no grant allows the action named in <c>action</c>.</summary>
    public const string ActionDenied = "action_denied";

    /// <summary>404: no such tenant in this session, or the project is not the tenant's.</summary>
    public const string TenantUnknown = "tenant_unknown";

    /// <summary>400: the session has several tenants and the request names none.</summary>
    public const string TenantRequired = "tenant_required";

    /// <summary>404: the catalogue has no such operation.</summary>
    public const string NotCatalogued = "not_catalogued";

    /// <summary>404: no such thing here.</summary>
    public const string NotFound = "not_found";

    /// <summary>400: a parameter or the body is malformed.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>400: this tenant wants a reason for every download of keys, and none of 3 to 200 characters was given.</summary>
    public const string ReasonRequired = "reason_required";

    /// <summary>409: a request with the same idempotency key is still running.</summary>
    public const string IdempotencyBusy = "idempotency_busy";

    /// <summary>422: the idempotency key was used with another request.</summary>
    public const string IdempotencyMismatch = "idempotency_mismatch";

    /// <summary>429: the person has used all idempotency keys of a day; nothing was sent.</summary>
    public const string IdempotencyFull = "idempotency_full";

    /// <summary>413: the body exceeds the limit.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>429: the caller sends too many requests; <c>Retry-After</c> says when.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>503: the audit log cannot record, so this request did nothing; an earlier one under its idempotency key may have.</summary>
    public const string AuditUnavailable = "audit_unavailable";

    /// <summary>503: the portal's database does not answer, so this request did nothing; an earlier one under its idempotency key may have.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>503: the cloud answered a read, and that could not be recorded: it is not shown. Nothing was changed.</summary>
    public const string AnswerWithheld = "answer_withheld";

    /// <summary>503: the database was still looking when the time for it was over; ask for less.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>502: upstream could not be reached, so nothing was sent and nothing done; the idempotency key is free again.</summary>
    public const string NotSent = "not_sent";

    /// <summary>4xx: upstream refused with this status and gave no code; nothing was done.</summary>
    public const string UpstreamRefused = "upstream_refused";

    /// <summary>504: upstream gave no complete answer to a change, or what it answered could not be stored; <c>operation</c> says how it is being found out, where that is known.</summary>
    public const string OutcomeUnknown = "outcome_unknown";

    /// <summary>409: the idempotency key stands for a change of which it could not be found out whether it was made; <c>operation</c> has what is known.</summary>
    public const string OutcomeUndetermined = "outcome_undetermined";

    /// <summary>In a failed operation: upstream never did what was asked; it is safe to send it again.</summary>
    public const string NotDone = "not_done";

    /// <summary>409, or in a failed acceptance: the invitation is no longer there.</summary>
    public const string InvitationGone = "invitation_gone";

    /// <summary>In a failed acceptance: the invitation was answered or released in another way.</summary>
    public const string InvitationOver = "invitation_over";

    /// <summary>In a failed acceptance: upstream took it and could not join the service.</summary>
    public const string JoinFailed = "join_failed";

    /// <summary>In a failed acceptance: the service it waited for never appeared.</summary>
    public const string ServiceMissing = "service_missing";

    /// <summary>In a failed acceptance: the service is there and does not run.</summary>
    public const string ServiceNotNormal = "service_not_normal";

    /// <summary>409: a service of this name exists already.</summary>
    public const string ServiceNameTaken = "service_name_taken";

    /// <summary>409: an acceptance of this invitation waits already.</summary>
    public const string AcceptanceExists = "acceptance_exists";

    /// <summary>502, or the 5xx that upstream answered: it gave no complete or no understandable answer to a read.</summary>
    public const string UpstreamUnreachable = "upstream_unreachable";

    /// <summary>503: IAM does not answer, so no token could be had; nothing was sent.</summary>
    public const string IamUnavailable = "iam_unavailable";

    /// <summary>503: IAM does not know the project that the tenant's settings name; nothing was sent.</summary>
    public const string ProjectUnknown = "project_unknown";

    /// <summary>503: the portal has never been able to read whether there is such a thing.</summary>
    public const string NeverRead = "never_read";

    /// <summary>400: plain http from anywhere but this machine.</summary>
    public const string HttpsRequired = "https_required";

    /// <summary>500: a fault of the portal.</summary>
    public const string Internal = "internal";
}
