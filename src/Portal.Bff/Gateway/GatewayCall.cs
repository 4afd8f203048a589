using System.Diagnostics;
using System.Runtime.CompilerServices;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;

namespace Portal.Bff.Gateway;

/// <summary>One call on its way to the cloud and back. Each stage adds what it found out; what no stage has found yet cannot be read.</summary>
internal sealed class GatewayCall : IDisposable
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Stack<Action> _ends = new();

    private PortalSession? _session;
    private Tenant? _tenant;
    private byte[]? _body;
    private Uri? _target;
    private TokenLookup.Usable? _pass;
    private Forwarded? _forwarded;
    private CallVerdict? _verdict;

    /// <summary>Begins a call.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="operation">What is called, or null for what the catalogue does not list.</param>
    public GatewayCall(HttpContext context, BcsOperation? operation)
    {
        Context = context;
        Audit = GatewayAudit.Of(context, operation);
        Operation = operation!;
    }

    /// <summary>The caller's request.</summary>
    public HttpContext Context { get; }

    /// <summary>What is called.</summary>
    public BcsOperation Operation { get; }

    /// <summary>What the audit is told of it, as far as it is known.</summary>
    public AuditCall Audit { get; set; }

    /// <summary>Who calls. Known once the call is admitted.</summary>
    public PortalSession Session { get => Known(_session); set => _session = value; }

    /// <summary>For which tenant. Known once the call is admitted.</summary>
    public Tenant Tenant { get => Known(_tenant); set => _tenant = value; }

    /// <summary>The tenant's project at the cloud. Known once the call is admitted.</summary>
    public string ProjectId => Known(Tenant.ProjectId);

    /// <summary>The reason that was given for a download of keys, or null.</summary>
    public string? Reason { get; set; }

    /// <summary>The request's body. Known once the request is read.</summary>
    public byte[] Body { get => Known(_body); set => _body = value; }

    /// <summary>The whole upstream address. Known once the request is read.</summary>
    public Uri Target { get => Known(_target); set => _target = value; }

    /// <summary>The idempotency key that the call holds, or null.</summary>
    public HeldKey? Key { get; set; }

    /// <summary>Token or access key. Known once it is claimed.</summary>
    public TokenLookup.Usable Pass { get => Known(_pass); set => _pass = value; }

    /// <summary>What asking for another token gave after the first was refused; null if nobody asked.</summary>
    public TokenLookup? Renewal { get; set; }

    /// <summary>What was recorded before it was sent; null for a read, which is recorded once.</summary>
    public AuditIntent? Intent { get; set; }

    /// <summary>What forwarding it brought. Known once it was sent.</summary>
    public Forwarded Forwarded { get => Known(_forwarded); set => _forwarded = value; }

    /// <summary>What that means. Known once it is judged.</summary>
    public CallVerdict Verdict { get => Known(_verdict); set => _verdict = value; }

    /// <summary>What is answered in place of the cloud's answer; null if that is passed on.</summary>
    public PortalProblem? Problem { get; set; }

    /// <summary>How long the call has taken so far.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <summary>What the audit is told of its end.</summary>
    public AuditResult Result(string outcome, int? status) => new(outcome) { Status = status, DurationMs = (long)Elapsed.TotalMilliseconds };

    /// <summary>Has something done when the call is over, however it ends; the last first.</summary>
    public void EndWith(Action end) => _ends.Push(end);

    public void Dispose()
    {
        while (_ends.TryPop(out var end))
        {
            end();
        }
    }

    private static T Known<T>(T? value, [CallerMemberName] string name = "")
        where T : class => value ?? throw new InvalidOperationException($"No stage has found the call's {name} yet.");
}
