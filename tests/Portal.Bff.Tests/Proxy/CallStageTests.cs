using Bcs.Api.Catalogue;
using Bcs.Api.Iam;
using Bcs.Api.Signing;

using Microsoft.AspNetCore.Http;

using Portal.Bff.Audit;
using Portal.Bff.Gateway;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Contracts;

namespace Portal.Bff.Tests.Proxy;

/// <summary>The stages of a call that need nobody else: what a stage may read, how a call ends, and how an answer is judged.</summary>
public sealed class CallStageTests
{
    private static readonly BcsOperation Read = BcsOperations.ListServices;
    private static readonly BcsOperation Change = BcsOperations.CreateChannels;
    private static readonly BcsOperation Download = BcsOperations.DownloadCertificates;

    [Fact]
    public void Call_does_not_tell_what_no_stage_has_found()
    {
        using var call = new GatewayCall(new DefaultHttpContext(), Read);

        foreach (var early in new Func<object>[] { () => call.Session, () => call.Tenant, () => call.Body, () => call.Target, () => call.Pass, () => call.Forwarded, () => call.Verdict })
        {
            Assert.Throws<InvalidOperationException>(early);
        }
    }

    [Fact]
    public void Call_ends_what_it_held_in_the_opposite_order()
    {
        var ended = new List<string>();
        using (var call = new GatewayCall(new DefaultHttpContext(), Change))
        {
            call.EndWith(() => ended.Add("key"));
            call.EndWith(() => ended.Add("flight"));
        }

        Assert.Equal(["flight", "key"], ended);
    }

    public static TheoryData<string, string, string> Verdicts => new()
    {
        { "read", "200 {}", "Accepted" },
        { "read", "streamed", "Streamed" },
        { "read", "streamed, cut", "Streamed, cut" },
        { "read", "401", "NotDone upstream_signin_required, pass" },
        { "signed read", "401", "NotDone iam_unavailable, pass" },
        { "read by single sign-on", "401", "NotDone iam_unavailable, pass" },
        { "read by single sign-on, project gone", "401", "NotDone project_unknown, pass" },
        { "read", "not sent", "NotDone not_sent" },
        { "read", "403 {\"error_code\":\"BCS.4031001\",\"error_msg\":\"no\"}", "Refused BCS.4031001" },
        { "read", "403 <html>", "NotDone upstream_refused" },
        { "read", "502 <html>", "NotDone upstream_unreachable" },
        { "read", "200 <html>", "NotDone upstream_unreachable" },
        { "read", "nothing", "NotDone upstream_unreachable" },
        { "read", "nothing, gone", "Cancelled" },
        { "change", "200 {\"operation_id\":\"o-1\"}", "Accepted o-1" },
        { "change", "200 ", "Accepted" },
        { "change", "200 <html>", "Unclear" },
        { "change", "500 {\"error_code\":\"BCS.5001001\",\"error_msg\":\"no\"}", "Refused BCS.5001001" },
        { "change", "500 <html>", "Unclear" },
        { "change", "nothing", "Unclear" },
        { "change", "401", "NotDone upstream_signin_required, pass" },
        { "change", "not sent", "NotDone not_sent" },
        { "change", "409 <html>", "NotDone upstream_refused" },
        { "download", "streamed", "Streamed" },
        { "download", "nothing", "NotDone upstream_unreachable" },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public async Task Answer_is_judged_by_what_came_and_by_what_was_asked(string asked, string came, string expected)
    {
        using var call = new GatewayCall(new DefaultHttpContext(), asked switch { "change" => Change, "download" => Download, _ => Read })
        {
            Session = new PortalSession("s-1", "u", "u", null, asked.StartsWith("read by", StringComparison.Ordinal) ? "corp" : "iam", ["harbor"]),
            Pass = asked is "signed read" ? new TokenLookup.Key(new RequestSigner(new AccessKey("ak", new Secret("sk")), TimeProvider.System)) : new TokenLookup.Found("t"),
            Intent = asked is "change" or "download" ? new AuditIntent("harbor-000000000001", "harbor", 1) : null,
            Forwarded = Came(came),
            Renewal = asked.EndsWith("project gone", StringComparison.Ordinal) ? new TokenLookup.ProjectUnknown("gone") : null,
        };

        Assert.True(await new JudgeStage().RunAsync(call));

        Assert.Equal(expected, Told(call.Verdict));
    }

    private static Forwarded Came(string came) => came switch
    {
        "streamed" => new Forwarded { Status = 200, Released = true, Whole = true },
        "streamed, cut" => new Forwarded { Status = 200, Released = true },
        "401" => new Forwarded { Status = 401, PassRefused = true },
        "not sent" => new Forwarded { NotSent = "ConnectionError" },
        "nothing" => new Forwarded(),
        "nothing, gone" => new Forwarded { Cancelled = true },
        _ => new Forwarded { Status = int.Parse(came[..3], System.Globalization.CultureInfo.InvariantCulture), Whole = true, Body = System.Text.Encoding.UTF8.GetBytes(came[4..]) },
    };

    private static string Told(CallVerdict verdict) => verdict switch
    {
        CallVerdict.Accepted accepted => $"Accepted {accepted.Answer.OperationId}".Trim(),
        CallVerdict.Refused refused => $"Refused {refused.Code}",
        CallVerdict.NotDone { PassRefused: true } not => $"NotDone {not.Problem.Code}, pass",
        CallVerdict.NotDone not => $"NotDone {not.Problem.Code}",
        CallVerdict.Streamed { Whole: false } => "Streamed, cut",
        _ => verdict.GetType().Name,
    };
}
