using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;

namespace Portal.Features.Audit;

/// <summary>Who did what and when, with one record opened beside the list.</summary>
public sealed partial class AuditPage
{
    private LiveQuery<Page<AuditRecordDto>> _page = null!;
    private LiveQuery<AuditRecordDto> _record = null!;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Filter: who.</summary>
    [SupplyParameterFromQuery]
    public string? Actor { get; set; }

    /// <summary>Filter: what.</summary>
    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    /// <summary>Filter: how it ended.</summary>
    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    /// <summary>Filter: from when.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>Filter: until when.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>Filter: free text.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>Filter: also what the portal reads by itself.</summary>
    [SupplyParameterFromQuery]
    public bool Background { get; set; }

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    /// <summary>The opened record.</summary>
    [SupplyParameterFromQuery]
    public string? Record { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    private Page<AuditRecordDto>? Listed => _page.Value;

    private ProblemView? Problem => ProblemView.From(T, _page);

    private AuditRecordDto? Opened => Listed?.Items.FirstOrDefault(r => r.Id == Record) ?? _record.Value;

    private AuditFilter Filter => new(Actor, Action, Outcome, From, To, Q, Background);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _page = Live<Page<AuditRecordDto>>(gone => Client.ListAsync(Filter.ApiPath(TenantId, Cursor, Session.Preferences.Zone), gone), keepsLastAnswer: true);
        _record = Live<AuditRecordDto>(ReadRecordAsync);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        await _page.AskAsync(TenantId, Filter.PageUrl(TenantId, Cursor));
        if (Record is { } id)
        {
            await _record.AskAsync(TenantId, id);
        }
    }

    private async Task<BcsResult<AuditRecordDto>> ReadRecordAsync(CancellationToken gone) =>
        Listed?.Items.FirstOrDefault(r => r.Id == Record) is { } listed
            ? new BcsResult<AuditRecordDto>.Ok(listed, null)
            : await Client.GetAsync(TenantId, Record!, gone);

    private string RecordUrl(string? record) => Filter.PageUrl(TenantId, Cursor, record);

    private string? Neighbour(int step)
    {
        var items = Listed?.Items ?? [];
        var index = items.Select(r => r.Id).ToList().IndexOf(Record ?? "");
        return index >= 0 && index + step >= 0 && index + step < items.Count ? RecordUrl(items[index + step].Id) : null;
    }
}
