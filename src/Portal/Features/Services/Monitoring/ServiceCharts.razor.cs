using System.Globalization;

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Model.Monitoring;
using Portal.Resources;

namespace Portal.Features.Services.Monitoring;

/// <summary>The charts of a service, or of some of its instances beside each other.</summary>
public sealed partial class ServiceCharts
{
    private const int Every = 30;
    private const string Own = "own";

    private IReadOnlyList<ChartData>? _charts;
    private IReadOnlyList<MonitoredInstance>? _now;
    private ProblemView? _problem;
    private ProblemView? _nowProblem;
    private ChartWindow? _kept;
    private ChartWindow _window;
    private IReadOnlyList<DateTimeOffset> _times = [];
    private string _shown = MonitoringRange.Usual;
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

    private IReadOnlyList<(string Type, string Name, string Key)> Entities =>
        [.. (_now ?? []).Select(i => (i.Type, i.Entity, $"{i.Type}/{i.Entity}")).Distinct()];

    // What is compared, as a choice of the list: all of one entity, or a set of one's own.
    private string What
    {
        get
        {
            if (Query.Compared.Count == 0)
            {
                return "";
            }

            var compared = Query.Compared.ToHashSet();
            return Entities.Where(e => compared.SetEquals(Keys(e.Key))).Select(e => e.Key).FirstOrDefault() ?? Own;
        }
    }

    private string Stops => _window.Stops(_times, t => Display.Write(t, "monitoring.moment"));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var asked = $"{Context.Service.Id} {Query.On}";
        if (asked == _asked)
        {
            Frame();
        }
        else if (RendererInfo.IsInteractive)
        {
            _asked = asked;
            Post(LoadAsync);
        }
    }

    private IEnumerable<string> Keys(string entity) => (_now ?? []).Where(i => $"{i.Type}/{i.Entity}" == entity).Take(ChartLine.Looks).Select(i => i.Key);

    private Task Choose(string? what) => what == Own ? Task.CompletedTask : Changed.InvokeAsync(Query.Compare(Keys(what ?? "")));

    private async Task LoadAsync()
    {
        var (asked, round) = (_asked, ++_round);
        var reader = new MonitoringReader(Bff, T, Context.Tenant, Context.Service);
        var compared = Query.Compared.Select(MonitoredInstance.Of).OfType<MonitoredInstance>().Take(ChartLine.Looks).ToList();
        var charts = compared.Count == 0 ? reader.ServiceAsync(Gone) : reader.InstancesAsync(compared, Gone);
        var now = reader.NowAsync(Gone);
        var (read, problem) = await charts;

        // An answer to an earlier question has nothing to say to the one that stands now.
        if (asked != _asked || round != _round)
        {
            return;
        }

        _problem = problem;
        if (read is not null)
        {
            (_charts, _asOf) = (read, Time.GetUtcNow());
            Frame();
        }

        StateHasChanged();
        var (instances, nowProblem) = await now;
        if (asked == _asked && round == _round)
        {
            (_now, _nowProblem) = (instances ?? _now, nowProblem);
            StateHasChanged();
        }
    }

    private void Frame()
    {
        var lines = (_charts ?? []).SelectMany(c => c.Lines).ToList();
        _kept = ChartWindow.Around(lines);
        if (_kept is { } kept)
        {
            var zone = Session.Preferences.Zone;
            (_window, _shown) = MonitoringRange.Resolve(Query.Range, (LocalTime.From(Query.From, zone), LocalTime.To(Query.To, zone)), kept);
            _times = _window.Times(lines);
        }
    }

    private async Task SaveAsync()
    {
        IReadOnlyList<ChartData> shown = [.. _charts!.Select(c => c with { Lines = [.. c.Lines.Where(l => !Query.Hidden.Contains(l.Key))] })];
        var name = $"{Context.Service.Name}-monitoring-{_window.To.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}.csv";
        await Js.InvokeVoidAsync("portalFiles.saveText", Gone, name, "text/csv;charset=utf-8", ChartCsv.Of(shown, _times));
    }
}
