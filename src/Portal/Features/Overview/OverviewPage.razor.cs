using System.Globalization;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Design;
using Portal.Live;
using Portal.Model.Monitoring;
using Portal.Model.Forms;
using Portal.Model.Operations;
using Portal.Model.Services;
using Portal.Shell;

namespace Portal.Features.Overview;

/// <summary>Where a person comes to after signing in: what waits for them, then what there is and what goes on.</summary>
public sealed partial class OverviewPage
{
    private const string Unknown = "–";
    private const int MostServices = 8;
    private const int SourcesEvery = 60;

    // The gateway answers with what it knows and reads the cloud meanwhile: the next look shows it.
    private const int AlarmsEvery = 20;

    private OverviewState _state = null!;
    private OwnAttention _own = null!;
    private LaterList _later = null!;
    private AttentionBoard _board = null!;
    private (long Used, long Limit)? _quota;
    private LiveQuery<KnownOperations> _operations = null!;

    [Inject]
    private IEnumerable<IAttentionSource> Sources { get; set; } = [];

    [Inject]
    private IEnumerable<OverviewPart> Parts { get; set; } = [];

    [Inject]
    private FormsClient Forms { get; set; } = null!;

    [Inject]
    private OperationsClient OperationsClient { get; set; } = null!;

    [Inject]
    private TryAgain Again { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Operates => Tenant.Can(BcsOperations.ListOperationRecords.Action);

    private KnownOperations Known => _operations.Value ?? KnownOperations.Unread;

    private Reading Operated => Known.Reading;

    // Says of a sum that more is still to come.
    private string Plus => Complete ? "" : "+";

    private IReadOnlyList<Attention> Waiting =>
        Attention.Sorted(_own.Items(Time.GetUtcNow()).Concat(_board.Items));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _operations = Live<KnownOperations>(ReadOperationsAsync).On<OperationDto>((known, operation) => known.With(operation));
        (_state, _later, _board) = (new(() => Services, () => Known.Items, HealthOf), new(Forms, Time, TenantId), new(Sources, Tenant, Post, Gone));
        _own = new(_state, Tenant, Again, T);
        Follow(s => s.Reconnected = () => Post(() => _later.LoadAsync(Gone)));
        await base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _board.Begin();
        if (await Client.ReadQuotaAsync(Tenant, Gone) is { } quota)
        {
            _quota = quota;
            StateHasChanged();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _board?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async Task AskAsync()
    {
        // What was put off must not come up for a moment, so this is known first.
        await _later.LoadAsync(Gone);
        await _operations.AskAsync(TenantId);
        await base.AskAsync();
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        await _later.LoadAsync(Gone);
        await _operations.ReloadAsync();
        await base.LoadAsync();
    }

    private async Task<BcsResult<KnownOperations>> ReadOperationsAsync(CancellationToken gone)
    {
        var known = Known;
        foreach (var status in Operates ? new[] { OperationsFilter.Running, OperationsFilter.Attention, OperationStatuses.Finished } : [])
        {
            if (await OperationsClient.ListAsync(TenantId, new OperationsFilter(status, null, null, null), cancellationToken: gone) is BcsResult<Page<OperationDto>>.Ok ok)
            {
                known = known.With(ok.Value);
            }
        }

        return new BcsResult<KnownOperations>.Ok(known, null);
    }

    // Those that need a look come first; the list has the others.
    private IEnumerable<ServiceDto> Foremost(IEnumerable<ServiceDto> services) =>
        services.OrderBy(s => HealthOf(s).State.Status.Kind switch { StatusKind.Bad => 0, StatusKind.Warning => 1, StatusKind.Good => 3, _ => 2 }).Take(MostServices);

    // Nothing is no number while nobody has read it.
    private string Figure(long count) => Services.Reading.IsRead ? count.ToString(CultureInfo.CurrentCulture) : Unknown;

    private Task PutOffAsync(Attention item) => _later.AddAsync(item.Key, Gone);

    private Task ShowAllAsync() => _later.ClearAsync(Gone);
}
