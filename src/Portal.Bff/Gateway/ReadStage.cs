using Portal.Bff.Audit;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>Reads the request: why keys are downloaded, the body, and the one address that it may go to.</summary>
internal sealed class ReadStage(CallRefusals refusals) : ICallStage
{
    private static readonly PortalProblem BadPath = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "The path is not understood.", "An id in the path holds characters that no id has.");

    public async Task<bool> RunAsync(GatewayCall call)
    {
        var request = call.Context.Request;
        var (reason, unreasoned) = DownloadReason.Read(request, call.Operation, call.Tenant);
        if (unreasoned is not null)
        {
            return await refusals.DeniedAsync(call, unreasoned);
        }

        var (body, tooLarge) = await RequestBody.ReadAsync(call.Context, call.Operation);
        if (tooLarge is not null)
        {
            return await refusals.DeniedAsync(call, tooLarge);
        }

        (call.Reason, call.Body) = (reason, body!);
        var redacted = await RequestRedactor.RedactAsync(request.ContentType, call.Body, call.Operation, call.Context.RequestAborted);
        call.Audit = call.Audit with
        {
            Request = AuditMembers.Recorded(redacted.Json, reason), RequestSha256 = redacted.Sha256, Credential = call.Session.ActsByTenant || call.Tenant.SignsRequests ? "tenant" : "user",
        };
        if (UpstreamTarget.Build(call.Tenant.BcsEndpoint, call.Operation, call.ProjectId, request.RouteValues, request.QueryString) is not { } target)
        {
            return await refusals.DeniedAsync(call, BadPath);
        }

        call.Target = target;
        return true;
    }
}
