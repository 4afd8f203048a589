using Microsoft.AspNetCore.Components;

using Portal.Contracts.Monitoring;
using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Model.Monitoring;
using Portal.Resources;

namespace Portal.Features.Services.Monitoring;

/// <summary>The alarms of a service and how many there were.</summary>
public sealed partial class ServiceAlarms
{
    private const int Every = 30;

    private IReadOnlyList<AlarmDto>? _alarms;
    private IReadOnlyList<(string Severity, long Count)>? _counts;
    private ChartData _chart = null!;
    private ChartWindow _window;
    private IReadOnlyList<DateTimeOffset> _times = [];
    private ProblemView? _problem;
    private ProblemView? _countsProblem;
    private DateTimeOffset? _asOf;
    private string? _asked;
    private int _round;

    [CascadingParameter]
    private ChangeContext Context { get; set; } = null!;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public MonitoringQuery Query { get; set; } = null!;

    /// <summary>Shows something else.</summary>
    [Parameter]
    public EventCallback<MonitoringQuery> Changed { get; set; }

    private (string Range, TimeSpan Length)? Asked =>
        MonitoringRange.OfAlarms(Query.Range, (LocalTime.From(Query.From, Session.Preferences.Zone), LocalTime.To(Query.To, Session.Preferences.Zone)));

    // By the cloud's clock, which may be ahead.
    private DateTimeOffset Newest => _window.To > Time.GetUtcNow() ? _window.To : Time.GetUtcNow();

    private string Stops => _window.Stops(_times, t => Display.Write(t, "monitoring.moment"));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var asked = (Query with { Off = null, On = null }).Url(Context.Tenant.Id, Context.Service.Id);
        if (asked != _asked && RendererInfo.IsInteractive)
        {
            _asked = asked;
            Post(LoadAsync);
        }
    }

    private async Task LoadAsync()
    {
        if (Asked is not var (range, length))
        {
            return;
        }

        var (asked, round) = (_asked, ++_round);
        var reader = new MonitoringReader(Bff, T, Context.Tenant, Context.Service);
        var list = reader.AlarmsAsync(Alarms.Query(range, length, Query.Severity), Alarms.Type(Query.State), Gone);

        // The figures lead to the severities, so they count all of them.
        var statistics = reader.CountsAsync(Alarms.Query(range, length, null), Alarms.Type(Query.State), Gone);
        var ((alarms, problem), (counts, countsProblem)) = (await list, await statistics);
        if (asked != _asked || round != _round)
        {
            return;
        }

        (_problem, _countsProblem) = (problem, countsProblem);
        if (alarms is not null)
        {
            (_alarms, _asOf) = (AlarmReading.Alarms(Context.Service.Id, Context.Service.Name, alarms), Time.GetUtcNow());
        }

        if (counts is not null)
        {
            Take(AlarmReading.Counts(counts));
        }

        StateHasChanged();
    }

    private void Take(IReadOnlyList<(string Severity, Bcs.Api.Monitoring.MetricSeries Series)> counts)
    {
        _chart = MonitoringCharts.Alarms(T, counts);
        _counts = [.. counts.Select(c => c.Severity).Zip(_chart.Lines, (severity, line) => (severity, (long)line.Points.Sum(p => p.Value)))];
        if (ChartWindow.Around(_chart.Lines) is { } window)
        {
            (_window, _times) = (window, window.Times(_chart.Lines));
        }
    }
}
