using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Iam.Signing;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam;

/// <summary>Who calls.</summary>
/// <param name="Tenant">Tenant.</param>
/// <param name="User">User.</param>
/// <param name="ProjectId">Project that the call may touch; null for a token of the whole account.</param>
internal sealed record Caller(TenantState Tenant, UserState User, string? ProjectId);

/// <summary>What a request shows of its caller: a token or a signature. Reading it needs no gate.</summary>
/// <param name="Token">Value of <c>X-Auth-Token</c>, or empty.</param>
/// <param name="IsSigned">Whether it is meant to be signed.</param>
/// <param name="Signed">The signed request; null if it is not, or is malformed.</param>
internal sealed record Credentials(string Token, bool IsSigned, SignedRequest? Signed)
{
    private const string TokenHeader = "X-Auth-Token";

    public static Credentials Of(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var signed = SigningAuthorization.IsMeant(context.Request.Headers.Authorization.ToString());
        return new Credentials(context.Request.Headers[TokenHeader].ToString(), signed, signed ? SignedRequest.Read(context, body.Span) : null);
    }
}

/// <summary>Finds out who calls, from exactly one of token and signature. Called with the world's gate held.</summary>
internal sealed class Callers(SandboxWorld world, SignatureVerifier signatures)
{
    /// <summary>Identifies the caller.</summary>
    /// <returns>Why not, or null.</returns>
    public BcsFault? Identify(Credentials credentials, CallInProgress call, out Caller? caller)
    {
        caller = null;
        if (call.Fault is { ExpireTokens: true } expire)
        {
            world.RevokeTokens(expire.Tenant);
        }

        var fault = credentials switch
        {
            { IsSigned: true, Token.Length: > 0 } => BcsFaults.Token("x-auth-token and a signature are both present"),
            { IsSigned: true } => IdentifySigner(credentials.Signed, out caller),
            { Token: "" } => BcsFaults.Token("x-auth-token not found"),
            _ => IdentifyBearer(credentials.Token, out caller),
        };
        if (caller is not null)
        {
            call.Entry.Tenant = caller.Tenant.Id;
            call.Entry.User = caller.User.Name;
        }

        return fault;
    }

    private BcsFault? IdentifySigner(SignedRequest? request, out Caller? caller)
    {
        caller = null;
        if (signatures.Verify(request, out var signer) is { } fault)
        {
            return fault;
        }

        var (tenant, user) = signer!.Value;
        if (user.Locked || user.Disabled)
        {
            return BcsFaults.Token($"user is {(user.Locked ? "locked" : "disabled")}");
        }

        caller = new Caller(tenant, user, tenant.ProjectId);
        return null;
    }

    private BcsFault? IdentifyBearer(string token, out Caller? caller)
    {
        caller = world.FindToken(token) is { } found && world.FindTenant(found.Tenant) is { } tenant && tenant.Users.Find(u => u.Name == found.User) is { } user
            ? new Caller(tenant, user, found.ProjectId)
            : null;
        return caller is null ? BcsFaults.Token("decrypt token fail") : null;
    }
}
