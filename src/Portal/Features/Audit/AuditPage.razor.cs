using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;
using Portal.Controls;

namespace Portal.Features.Audit;

/// <summary>Who did what and when, with one record opened beside the list.</summary>
public sealed partial class AuditPage
{
    private ProblemView? _problem;
    private ProblemView? _recordProblem;
    private AuditRecordDto? _record;
    private Page<AuditRecordDto>? _page;
    private string? _shown;
    private string? _shownRecord;

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

    private AuditFilter Filter => new(Actor, Action, Outcome, From, To, Q, Background);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var asked = Filter.PageUrl(TenantId, Cursor);
        if (asked != _shown)
        {
            _shown = asked;
            await LoadAsync();
        }

        if (Record != _shownRecord)
        {
            _shownRecord = Record;
            await LoadRecordAsync();
        }
    }

    private async Task LoadAsync()
    {
        var result = await Bff.GetAsync<Page<AuditRecordDto>>(Filter.ApiPath(TenantId, Cursor, Session.Preferences.Zone), Gone);
        _problem = ProblemView.From(T, result);
        if (result is BcsResult<Page<AuditRecordDto>>.Ok ok)
        {
            _page = ok.Value;
        }
    }

    private async Task LoadRecordAsync()
    {
        (_record, _recordProblem) = (null, null);
        if (Record is not { } id)
        {
            return;
        }

        _record = _page?.Items.FirstOrDefault(r => r.Id == id);
        if (_record is not null)
        {
            return;
        }

        var result = await Bff.GetAsync<AuditRecordDto>(PortalUrls.With($"{BffRoutes.Audit}/{Uri.EscapeDataString(id)}", ("tenant", TenantId)), Gone);
        if (id != Record)
        {
            return;
        }

        _recordProblem = ProblemView.From(T, result);
        if (result is BcsResult<AuditRecordDto>.Ok ok)
        {
            _record = ok.Value;
        }
    }

    private string RecordUrl(string? record) => Filter.PageUrl(TenantId, Cursor, record);

    private string? Neighbour(int step)
    {
        var items = _page?.Items ?? [];
        var index = items.Select(r => r.Id).ToList().IndexOf(Record ?? "");
        return index >= 0 && index + step >= 0 && index + step < items.Count ? RecordUrl(items[index + step].Id) : null;
    }
}
