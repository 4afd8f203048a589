using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Design;
using Portal.Live;
using Portal.Model.Operations;

namespace Portal.Features.Operations;

/// <summary>One operation: first all that happened, then live. After its load the page asks for nothing.</summary>
public sealed partial class OperationPage
{
    private const int UsualFrom = 20;

    private LiveQuery<OperationDto> _operation = null!;
    private UsualTimes _usual = UsualTimes.None;
    private string? _usualOf;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Id of the operation.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private OperationsClient Client { get; set; } = null!;

    private OperationDto? Operation => _operation.Value;

    private bool Missing => _operation.Failure is BcsResult<OperationDto>.Refused { Error.Code: ProblemCodes.NotFound };

    private ProblemView? Problem => ProblemView.From(T, _operation);

    private string Title => Operation is { BlockchainName: { Length: > 0 } service } operation ? $"{OperationText.Name(T, operation)} · {service}" : OperationText.Name(T, Operation!);

    private string Lead => Operation!.RequestedBy is { } by ? T["operation.lead", by, Display.Local(Operation.StartedAt)] : T["operation.lead.elsewhere", Display.Local(Operation.StartedAt)];

    private IReadOnlyList<Crumb> Crumbs => [new(T["nav.operations"], PortalUrls.Operations(TenantId))];

    /// <inheritdoc/>
    protected override void OnInitialized() =>
        _operation = Live<OperationDto>(gone => Client.GetAsync(TenantId, Id, gone))
            .ReloadOn<OperationDto>(OperationTimeline.NeedsReading)
            .On<OperationDto>(OperationTimeline.With);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // A checked call that became an operation keeps its page; another operation starts anew.
        if (Operation?.Id != Id)
        {
            (_usual, _usualOf) = (UsualTimes.None, null);
            await _operation.AskAsync(TenantId, Id);
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (Operation is { } operation && operation.Id != Id)
        {
            Navigation.NavigateTo(PortalUrls.Operation(TenantId, operation.Id), replace: true);
        }
        else if (Operation?.Operation is { } kind && _usualOf != kind)
        {
            _usualOf = kind;
            Post(() => ReadUsualAsync(kind));
        }
    }

    // What earlier ones took is good to know, and nothing is missing without it.
    private async Task ReadUsualAsync(string kind)
    {
        var finished = OperationsFilter.All with { Kind = kind, Status = OperationStatuses.Finished };
        if (await Client.ListAsync(TenantId, finished, limit: UsualFrom, cancellationToken: Gone) is BcsResult<Page<OperationDto>>.Ok { Value.Items: var earlier } && Operation?.Operation == kind)
        {
            _usual = UsualTimes.Of(earlier.Where(o => o.Id != Operation.Id));
        }
    }
}
