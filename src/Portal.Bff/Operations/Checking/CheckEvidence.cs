using Bcs.Api.Client;
using Bcs.Api.Operations;
using Bcs.Api.Services;

using Portal.Bff.Platform.Upstream;

namespace Portal.Bff.Operations.Checking;

/// <summary>Gathers what one look shows of an unclear call: its records, the things that it names, and the portal's other changes. At most three upstream calls.</summary>
internal sealed class CheckEvidence(Claims claims)
{
    /// <summary>What can be seen now, or why upstream could not be asked.</summary>
    public async Task<(CheckFacts? Facts, Trouble? Trouble)> LookAsync(
        BcsClient client, TrackedOperation unclear, ChangeProof proof, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var call = unclear.Named;
        var facts = new CheckFacts { Age = now - unclear.StartedAt, Answered = unclear.Answer is not null, Accepted = unclear.Answer == TrackedOperation.Understood };
        if (proof.View is not { } view || (call.Service is null && proof.RecordsOf(call) is RecordFit.Other or RecordFit.Deletion))
        {
            return (facts, null);
        }

        var seen = await view.LookAsync(client, call, cancellationToken);
        if (seen.Trouble is not null)
        {
            return (null, seen.Trouble);
        }

        var made = proof.Records is RecordFit.Creation ? unclear.BlockchainId ?? seen.Services.GetValueOrDefault(unclear.BlockchainName ?? "") : null;
        var (records, trouble) = await RecordsAsync(client, call, proof.RecordsOf(call), made, facts.Age, cancellationToken);
        if (trouble is not null)
        {
            return (null, trouble);
        }

        var before = BeforeChange.Of(unclear.Request);
        var fitting = await claims.UnclaimedAsync(unclear, before.At, [.. records.Where(r => proof.Fits(call, r))], cancellationToken);
        var state = BeforeChange.Compare(before.Things, seen);
        facts = facts with { Fitting = fitting, State = state, Made = made };
        if (fitting.Count == 0 && state is StateNow.AsBefore)
        {
            (facts, trouble) = facts is { Answered: false } && facts.Age >= OutcomeRule.Late
                ? await WithIdleAsync(client, facts, proof.RecordsOf(call) is RecordFit.None or RecordFit.Creation ? null : call.Service, cancellationToken)
                : (facts, null);
            return (trouble is null ? facts : null, trouble);
        }

        return (state is StateNow.AsAsked || fitting.Count == 1 ? await WithOthersAsync(facts, unclear, before, cancellationToken) : facts, null);
    }

    private static async Task<RecordsAnswer> RecordsAsync(BcsClient client, ChangeCall call, RecordFit fit, string? made, TimeSpan age, CancellationToken cancellationToken) => fit switch
    {
        RecordFit.None => new RecordsAnswer([], null),

        // Asking by the service, or for what goes on, reads a few records instead of the whole past. Where absence would prove something it has to be the
        // past: a creation may wait, have failed, or have made a service that is deleted already.
        RecordFit.Creation => await RecordsAnswer.ReadAsync(
            client,
            made is null
                ? new OperationRecordFilter { OperationType = RecordState.Creating, OperationStatus = age >= OutcomeRule.Late ? null : "processing" }
                : new OperationRecordFilter { OperationType = RecordState.Creating, BlockchainId = made },
            cancellationToken),
        _ => await RecordsAnswer.ReadAsync(
            client, new OperationRecordFilter { BlockchainId = call.Service, OperationType = fit is RecordFit.Deletion ? RecordState.Deleting : null }, cancellationToken),
    };

    // A service that is being changed may be so by this call, whose record and effect are still to come.
    private static async Task<(CheckFacts Facts, Trouble? Trouble)> WithIdleAsync(BcsClient client, CheckFacts facts, string? service, CancellationToken cancellationToken)
    {
        if (service is null)
        {
            return (facts with { Idle = true }, null);
        }

        return await client.GetServiceAsync(service, cancellationToken) switch
        {
            BcsResult<ServiceDetail>.Ok ok => (facts with { Idle = string.IsNullOrEmpty(ok.Value.BasicInfo?.ProcessStatus) }, null),

            // Gone, and with it whatever could be done to it.
            BcsResult<ServiceDetail>.Refused { Error.Status: 400 or 404 } => (facts with { Idle = true }, null),
            var answer => (facts, Trouble.Of(answer)),
        };
    }

    private async Task<CheckFacts> WithOthersAsync(
        CheckFacts facts, TrackedOperation unclear, SeenBefore before, CancellationToken cancellationToken)
    {
        if (await claims.OthersAsync(unclear, before, cancellationToken) is not { } others)
        {
            return facts;
        }

        var earliest = unclear.StartedAt - CheckCalls.Limit;
        return facts with
        {
            Alone = !others.Any(o => o.Proof.Touches(o.Call).Any(theirs => before.Things.Any(own => Asked.Meet(theirs, own.Thing)))),

            // What another change left a quarter of an hour ago would have been found by now.
            OnlyClaimant = facts.Fitting is [var record]
                && !others.Any(o => !o.Assigned && (o.Open || o.At >= earliest) && o.Proof.Fits(o.Call, record)),
        };
    }
}
