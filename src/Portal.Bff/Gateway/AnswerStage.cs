namespace Portal.Bff.Gateway;

/// <summary>Writes the caller's answer: the cloud's as it came, or the portal's own words.</summary>
internal sealed class AnswerStage : ICallStage
{
    public async Task<bool> RunAsync(GatewayCall call)
    {
        var response = call.Context.Response;
        if (call.Problem is { } problem)
        {
            if (call.Verdict is CallVerdict.NotDone)
            {
                response.Headers.RetryAfter = call.Forwarded.RetryAfter;
            }

            await problem.ExecuteAsync(call.Context);
            return true;
        }

        response.ContentType = "application/json";
        response.ContentLength = call.Forwarded.Body.Length;
        await response.Body.WriteAsync(call.Forwarded.Body, call.Context.RequestAborted);
        return true;
    }
}
