using Bcs.Api.Consortium;

using Portal.Contracts.Consortia;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;

namespace Portal.Features.Consortium;

/// <summary>Invites companies to a channel: each by the name of its account, one a line.</summary>
internal sealed class InviteForm
{
    public const string Service = "inviteService";
    public const string Channel = "inviteChannel";
    public const string Companies = "inviteCompanies";

    private const int LongestName = 64;

    private readonly string? _domain;

    /// <summary>Starts with the only service and channel there is, if so.</summary>
    /// <param name="services">Services of the tenant.</param>
    /// <param name="consortium">What is known of invitations.</param>
    /// <param name="domain">Name of one's own account.</param>
    public InviteForm(IReadOnlyList<ServiceDto> services, ConsortiumDto consortium, string? domain)
    {
        (Services, Consortium, _domain) = (services, consortium, domain);
        Fields.Rules = Check;
        Fields.Init(Service, services.Where(s => Compatibility.ForInviting(s).Count == 0).ToList() is [var only] ? only.Id : "");
        FollowService();
        Fields.Check();
    }

    public FormFields Fields { get; } = new();

    public IReadOnlyList<ServiceDto> Services { get; private set; }

    public ConsortiumDto Consortium { get; private set; }

    /// <summary>The inviting service, or null.</summary>
    public ServiceDto? Chosen => Services.FirstOrDefault(s => s.Id == Fields[Service]);

    /// <summary>The channels to invite to.</summary>
    public IReadOnlyList<string> Channels => Chosen is { } service ? Compatibility.OwnChannels(service, Consortium) : [];

    /// <summary>The accounts that are named.</summary>
    public IReadOnlyList<string> Names =>
        [.. Fields[Companies].Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>How many places the channel has left.</summary>
    public int Free => Compatibility.MostOfChannel - Compatibility.Taken(Fields[Service], Fields[Channel], Consortium).Count;

    /// <summary>Goes on with what is known now; what was typed stays.</summary>
    public void Follow(IReadOnlyList<ServiceDto> services, ConsortiumDto consortium)
    {
        (Services, Consortium) = (services, consortium);
        FollowService();
        Fields.Check();
    }

    /// <summary>Another service has other channels.</summary>
    public void FollowService()
    {
        if (!Channels.Contains(Fields[Channel]))
        {
            Fields.Init(Channel, Channels is [var only] ? only : "");
        }
    }

    /// <summary>The invitation of one company: each is sent by itself, so that each has a result of its own.</summary>
    public InviteTenantsRequest ToRequest(string company) => new()
    {
        BcsId = Fields[Service], ChannelName = Fields[Channel], InvitorUsername = _domain, InvitedUserinfo = [new() { InvitedUser = company }],
    };

    private Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        if (Chosen is not { } service)
        {
            errors[Service] = new("rule.choose");
        }
        else if (Compatibility.ForInviting(service) is [var reason, ..])
        {
            errors[Service] = reason;
        }

        if (Fields[Channel].Length == 0)
        {
            errors[Channel] = Chosen is not null && Channels.Count == 0 ? new("invite.noChannel") : new("rule.choose");
        }

        if (CheckNames() is { } wrong)
        {
            errors[Companies] = wrong;
        }

        return errors;
    }

    private FieldError? CheckNames()
    {
        var names = Names;
        if (names.Count == 0)
        {
            return new("rule.required");
        }

        if (names.FirstOrDefault(n => n.Length > LongestName) is { } overlong)
        {
            return new("invite.long", overlong);
        }

        if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return new("invite.twice", twice.Key);
        }

        if (names.FirstOrDefault(n => string.Equals(n, _domain, StringComparison.OrdinalIgnoreCase)) is { } self)
        {
            return new("invite.self", self);
        }

        if (Fields[Service].Length == 0 || Fields[Channel].Length == 0)
        {
            return null;
        }

        if (names.FirstOrDefault(Compatibility.Taken(Fields[Service], Fields[Channel], Consortium).Contains) is { } taken)
        {
            return new("invite.taken", taken);
        }

        if (names.Count > Free)
        {
            return new("invite.full", Math.Max(0, Free), Compatibility.MostOfChannel);
        }

        return Compatibility.TakenBy(Fields[Service], Consortium).Union(names, StringComparer.OrdinalIgnoreCase).Count() + 1 > Compatibility.MostOfConsortium
            ? new("invite.many", Compatibility.MostOfConsortium)
            : null;
    }
}
