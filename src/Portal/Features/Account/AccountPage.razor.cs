using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Sessions;
using Portal.Resources;

namespace Portal.Features.Account;

/// <summary>Where a person is signed in, and how times are written for them.</summary>
public sealed partial class AccountPage
{
    private static readonly Status This = new(StatusKind.Good, "sessions.this");

    private LiveQuery<Page<SessionListItem>> _sessions = null!;
    private ProblemView? _refused;
    private string? _busy;
    private bool _ending;

    /// <summary>Tenant in the address: the page is about none, but people come from one and go back.</summary>
    [Parameter]
    public string? TenantId { get; set; }

    [Inject]
    private SessionsClient Client { get; set; } = null!;

    [Inject]
    private CircuitSession Session { get; set; } = null!;

    [Inject]
    private SessionEnd SessionEnd { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    // The one that somebody looks with stands first.
    private IReadOnlyList<SessionListItem>? Listed => _sessions.Value is { } page ? [.. page.Items.OrderByDescending(s => s.Current).ThenByDescending(s => s.LastSeenAt)] : null;

    private int Others => Listed?.Count(s => !s.Current) ?? 0;

    private ProblemView? Problem => _refused ?? ProblemView.From(T, _sessions);

    /// <inheritdoc/>
    protected override void OnInitialized() => _sessions = Live<Page<SessionListItem>>(Client.ListAsync);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => _sessions.AskAsync("");

    private Task ReloadAsync() => _sessions.ReloadAsync();

    private async Task EndAsync(SessionListItem session)
    {
        if (_busy is not null)
        {
            return;
        }

        _busy = session.Id;
        var result = await Client.EndAsync(session.Id, Gone);
        _busy = null;
        var gone = result is BcsResult<Nothing>.Refused { Error.Code: ProblemCodes.NotFound };
        _refused = gone ? null : ProblemView.From(T, result);
        if (_refused is null)
        {
            Toasts.Show(new(ToastKind.Success, T[gone ? "sessions.gone" : "sessions.ended"], Device.Name(T, session.UserAgent)));
            await ReloadAsync();
        }
    }

    private async Task<ProblemView?> EndAllAsync(string keep)
    {
        var result = await Client.EndAllAsync(keep, Gone);
        if (ProblemView.From(T, result) is { } problem)
        {
            return problem;
        }

        (_ending, _refused) = (false, null);
        StateHasChanged();
        if (keep is SessionsToKeep.None)
        {
            await SessionEnd.SignalAsync(true);
            return null;
        }

        Toasts.Show(new(ToastKind.Success, T["sessions.all.done"]));
        await ReloadAsync();
        StateHasChanged();
        return null;
    }
}
