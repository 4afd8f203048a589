using Bcs.Api.Catalogue;

using Portal.Bff.Iam;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>Claims what a call needs for itself alone: its idempotency key, if it has one, and the right to call the cloud.</summary>
internal sealed class ClaimStage(IdempotencyKeys keys, RepeatedCalls repeated, TokenVault tokens, CallRefusals refusals) : ICallStage
{
    private static readonly PortalProblem BadKey = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "The idempotency key is not understood.", "Send 1 to 64 visible characters.");

    private static readonly PortalProblem SignInAgain = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.UpstreamSignInRequired, "The cloud asks for your password again.",
        "Your cloud token has ended. Nothing was changed. Give your password, then try again.");

    private static readonly PortalProblem TooManyKeys = new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.IdempotencyFull, "You have used all your idempotency keys of a day.",
        $"Nothing was sent. A person has {IdempotencyKeys.MostPerPerson} keys in a tenant, and each is kept for 24 hours. Wait until the oldest are gone.")
    {
        RetryAfter = TimeSpan.FromHours(1),
    };

    private static readonly PortalProblem Mismatch = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyMismatch, "The idempotency key belongs to another request.",
        "Use a new key for a new request.");

    public async Task<bool> RunAsync(GatewayCall call)
    {
        var key = call.Context.Request.Headers[BffHeaders.IdempotencyKey].ToString();
        return (key.Length == 0 || call.Operation.Class is OperationClass.Read or OperationClass.Reveals || await ClaimAsync(call, key)) && await PassAsync(call);
    }

    private async Task<bool> ClaimAsync(GatewayCall call, string key)
    {
        if (key.Length > 64 || key.Any(c => c is < '!' or > '~'))
        {
            return await refusals.DeniedAsync(call, BadKey);
        }

        var request = new KeyRequest(call.Tenant.Id, call.Session.UserId, key, call.Audit.Method!, call.Audit.Path!, call.Audit.RequestSha256 ?? "");
        while (true)
        {
            switch (await keys.ClaimAsync(request, call.Context.RequestAborted))
            {
                case KeyClaim.Granted granted:
                    call.Key = granted.Key;

                    // However it went, nothing runs under the key any more then: it has an answer, is free, or leads to the operation that finds out.
                    call.EndWith(() => keys.Abandon(granted.Key));
                    return true;
                case KeyClaim.Replay replay:
                    return await repeated.ReplayAsync(call, replay);
                case KeyClaim.Full:
                    return await refusals.DeniedAsync(call, TooManyKeys);
                case KeyClaim.Busy:
                    return await refusals.DeniedAsync(call, GatewayProblems.Busy);
                case KeyClaim.Mismatch:
                    return await refusals.DeniedAsync(call, Mismatch);
                case KeyClaim.Orphaned orphan when await repeated.TryAnswerAsync(call, orphan, key):
                    return false;
            }
        }
    }

    private async Task<bool> PassAsync(GatewayCall call)
    {
        TokenLookup lookup;
        try
        {
            lookup = await tokens.ForSessionAsync(call.Session, call.Tenant, call.Context.RequestAborted);
        }
        catch
        {
            await ReleaseAsync(call);
            throw;
        }

        if (lookup is not TokenLookup.Usable pass)
        {
            await ReleaseAsync(call);
            return await refusals.FailedAsync(call, lookup is TokenLookup.SignInRequired ? SignInAgain : IamProblems.Of(lookup) ?? GatewayProblems.CredentialRefused);
        }

        call.Pass = pass;
        return true;
    }

    private Task ReleaseAsync(GatewayCall call) => call.Key is { } key ? keys.ReleaseAsync(key) : Task.CompletedTask;
}
