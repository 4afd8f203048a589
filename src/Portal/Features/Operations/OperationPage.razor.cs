using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Controls;
using Portal.Live;

namespace Portal.Features.Operations;

/// <summary>One operation: first all that happened, then live. After its load the page asks for nothing.</summary>
public sealed partial class OperationPage
{
    private OperationTimeline _timeline = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private string? _shown;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Id of the operation.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    private OperationDto? Operation => _timeline.Current;

    private IReadOnlyList<Crumb> Crumbs => [new(T["nav.operations"], PortalUrls.Operations(TenantId))];

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_subscription is null && RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(s =>
            {
                s.Operation = o => Post(() => TakeAsync(o));
                s.Reconnected = () => Post(LoadAsync);
            });
        }

        if (_shown == Id)
        {
            return;
        }

        _shown = Id;

        // A checked call that became an operation keeps its page; another operation starts anew.
        if (_timeline.Current?.Id != Id)
        {
            _timeline = new();
            await LoadAsync();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        var asked = Id;
        var result = await Bff.GetAsync<OperationDto>(
            PortalUrls.With($"{BffRoutes.Operations}/{Uri.EscapeDataString(asked)}", ("tenant", TenantId)), Gone);
        _problem = ProblemView.From(T, result);
        if (asked != Id || result is not BcsResult<OperationDto>.Ok { Value: var operation })
        {
            return;
        }

        _timeline.Load(operation);
        if (operation.Id != asked)
        {
            _shown = operation.Id;
            Navigation.NavigateTo(PortalUrls.Operation(TenantId, operation.Id), replace: true);
        }
    }

    private Task TakeAsync(OperationDto operation)
    {
        if (operation.Tenant != TenantId || Operation is null)
        {
            _timeline.Push(operation);
            return Task.CompletedTask;
        }

        // The call that was being checked turned out to be another operation: reading the old id answers with that one.
        var became = operation.Id == Operation.Id && operation.BecameId is not null;
        return became || _timeline.Push(operation) is Pushed.Gap ? LoadAsync() : Task.CompletedTask;
    }
}
