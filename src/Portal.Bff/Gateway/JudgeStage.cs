using Portal.Bff.Iam;
using Portal.Bff.Platform.Problems;

namespace Portal.Bff.Gateway;

/// <summary>Judges what forwarding a call brought. It only thinks: what follows from it is the next stage's.</summary>
internal sealed class JudgeStage : ICallStage
{
    public Task<bool> RunAsync(GatewayCall call)
    {
        call.Verdict = Judge(call);
        return Task.FromResult(true);
    }

    private static CallVerdict Judge(GatewayCall call) => call.Forwarded switch
    {
        { Released: true } forwarded => new CallVerdict.Streamed(forwarded.Whole),
        { PassRefused: true } => new CallVerdict.NotDone(PassProblem(call)) { PassRefused = true },
        { NotSent: not null } => new CallVerdict.NotDone(GatewayProblems.NotSent),
        var forwarded => AnswerJudge.Judge(forwarded.Status, forwarded.Whole, forwarded.Body) switch
        {
            Answer.Accepted accepted => new CallVerdict.Accepted(accepted),
            Answer.Refused refused => new CallVerdict.Refused(refused.Code),
            Answer.RefusedByStatus => new CallVerdict.NotDone(GatewayProblems.Refused(forwarded.Status!.Value)),

            // There is nobody left to answer.
            _ when call.Intent is null && forwarded.Cancelled => new CallVerdict.Cancelled(),
            _ when call.Intent is null || !call.Operation.Changes => new CallVerdict.NotDone(GatewayProblems.NoAnswer(forwarded.Status)),
            _ => new CallVerdict.Unclear(),
        },
    };

    // Where the cloud's sign-in does not answer, nothing is known of the credential.
    private static PortalProblem PassProblem(GatewayCall call) =>
        call.Renewal is { } renewal && IamProblems.Of(renewal) is { } problem ? problem
        : call.Pass is TokenLookup.Key || call.Session.ActsByTenant ? GatewayProblems.CredentialRefused
        : GatewayProblems.SignInAgain;
}
