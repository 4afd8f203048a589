using Bcs.Api.Catalogue;

using Portal.Contracts.Monitoring;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Features.Overview;
using Portal.Model.Services;
using Portal.Model.Services.Health;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Tests.Features.Overview;

public sealed class AttentionTests
{
    private readonly List<OperationDto> _operations = [];
    private readonly List<AlarmDto> _alarms = [];
    private readonly OverviewState _state;
    private ServicesState _services = ServicesState.Unread;

    public AttentionTests() => _state = new(() => _services, () => _operations, s => ServiceHealth.Of(s, _alarms));

    [Fact]
    public void Failed_scaling_waits_once_though_operation_alarm_and_service_tell_of_it()
    {
        _services = _services.With(new ServicePage([Healthy("Abnormal")], null, Some.Start, null), complete: true);
        _operations.Add(Scaling("op-1", OperationStatuses.Failed, 0));
        _alarms.Add(Alarm("Operation failed", "Major"));

        Assert.Equal(["o/op-1/failed"], Keys());
    }

    [Fact]
    public void Failures_of_the_same_kind_wait_once_and_go_with_a_success()
    {
        _services = _services.With(new ServicePage([Healthy()], null, Some.Start, null), complete: true);
        _operations.AddRange([Scaling("op-1", OperationStatuses.Failed, 0), Scaling("op-2", OperationStatuses.Stop, 1)]);
        Assert.Equal(["o/op-2/stop"], Keys());

        _operations.Add(Scaling("op-3", OperationStatuses.Finished, 2));

        Assert.Empty(Keys());
    }

    [Fact]
    public void Unclear_operation_waits_though_the_next_one_failed()
    {
        _services = _services.With(new ServicePage([Healthy()], null, Some.Start, null), complete: true);
        _operations.AddRange([Scaling("op-1", OperationStatuses.Unknown, 0), Scaling("op-2", OperationStatuses.Failed, 1)]);

        Assert.Equal(["o/op-1/unknown", "o/op-2/failed"], Keys());
    }

    [Fact]
    public void Failure_goes_with_its_service()
    {
        _services = _services.With(new ServicePage([Healthy()], null, Some.Start, null), complete: true);
        _operations.Add(Scaling("op-1", OperationStatuses.Failed, 0));
        Assert.Single(Keys());

        _services = _services.Without("service-1");

        Assert.Empty(Keys());
    }

    [Fact]
    public void Peer_that_is_down_and_its_alarm_wait_once_and_another_alarm_beside_them()
    {
        _services = _services.With(new ServicePage([Some.Service()], null, Some.Start, null), complete: true);
        _alarms.AddRange([Alarm("Instance not running", "Critical", "organization"), Alarm("CPU usage too high", "Major", "organization"), Alarm("Disk almost full", "Minor")]);

        var items = Items();

        Assert.Equal(["1 peer down: organization", "CPU usage too high: organization"], items.Select(i => i.Title));
        Assert.Equal([StatusKind.Bad, StatusKind.Warning], items.Select(i => i.Status.Kind));
        Assert.All(items, i => Assert.Equal(("service-1", "cold-chain"), (i.Service, i.About)));
    }

    [Fact]
    public void What_is_about_one_service_stands_together_the_worst_group_first()
    {
        var groups = AttentionGroup.Of(
        [
            Item("turn", StatusKind.Busy, null), Item("soon", StatusKind.Warning, "one"), Item("other", StatusKind.Unknown, null), Item("down", StatusKind.Bad, "two"),
            Item("late", StatusKind.Warning, "two"), Item("dead", StatusKind.Bad, "one"),
        ]);

        Assert.Equal(["down late", "dead soon", "other", "turn"], groups.Select(Text));
        Assert.Equal(["two", "one", null, null], groups.Select(g => g.Service));
        Assert.Equal(["down late", "dead"], AttentionGroup.First(groups, 3).Select(Text));

        static string Text(AttentionGroup group) => string.Join(' ', group.Items.Select(i => i.Key));
        static Attention Item(string key, StatusKind kind, string? service) => new(key, new(kind, key), key, "/", "reason", "step", "/step") { Service = service };
    }

    private static ServiceDto Healthy(string status = "Normal")
    {
        var service = Some.Service(status: status);
        return service with { Detail = service.Detail! with { PeerInfo = [service.Detail.PeerInfo![0] with { StatusDetail = "2/2" }] } };
    }

    private static OperationDto Scaling(string id, string status, int minutes) => Some.Operation(2, status, id, "a-" + id) with
    {
        Operation = BcsOperations.ModifyService.Id, StartedAt = Some.Start.AddMinutes(minutes), EndedAt = Some.Start.AddMinutes(minutes + 1),
    };

    private static AlarmDto Alarm(string name, string severity, string resource = "cold-chain") => new(name, "service-1", "cold-chain", name, severity, null, resource, null, Some.Start, null);

    private IReadOnlyList<Attention> Items() =>
        new OwnAttention(_state, new TenantDto(PortalContext.Tenant, "Harbor Logistics", "project-1", [], []), new TryAgain([]), new Texts()).Items(Some.Start.AddMinutes(5));

    private IEnumerable<string> Keys() => Items().Select(i => i.Key).Order(StringComparer.Ordinal);
}
