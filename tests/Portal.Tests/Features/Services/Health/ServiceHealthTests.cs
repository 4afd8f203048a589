using Bcs.Api.Services;

using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Design;
using Portal.Model.Services.Health;
using Portal.Features.Services.Monitoring;
using Portal.Model.Monitoring;
using Portal.Resources;

namespace Portal.Tests.Features.Services.Health;

public sealed class ServiceHealthTests
{
    private const string Port = "aaaaaaaaaaaa";
    private const string Desk = "bbbbbbbbbbbb";
    private const string Orderers = "cccccccccccc";

    private static readonly Texts Texts = new();

    /// <summary>What is known of a service, how it is, what its chip says and where, and the causes of all that ails it.</summary>
    public static TheoryData<string, ServiceDto, AlarmDto[]?, StatusKind, string, string, string> States => new()
    {
        { "all runs", Service(), [], StatusKind.Good, "Normal", "", "" },
        { "all runs, alarms unread", Service(), null, StatusKind.Waiting, "Normal so far", "", "" },
        { "nothing was read", Service() with { Detail = null }, [], StatusKind.Unknown, "Not read yet", "", "" },
        { "one peer of three", Service(port: "2/3"), [], StatusKind.Bad, "1 peer down", "port-operations", "Peers" },
        { "one peer, and the alarm says which", Service(port: "2/3"), [Down(Peer(Port, 1))], StatusKind.Bad, "1 peer down", "port-operations peer-1", "Peers" },
        { "peers of two organisations", Service(port: "1/3", desk: "0/1"), [Down(Peer(Port, 1))], StatusKind.Bad, "3 peers down", "port-operations peer-1, port-operations, customs-desk", "Peers" },
        { "a whole organisation, and the alarm names it", Service(port: "0/3"), [Down("port-operations")], StatusKind.Bad, "3 peers down", "port-operations", "Peers" },
        { "a peer that a full disk stopped", Service(port: "2/3"), [Alarm("Disk almost full", "Critical", Peer(Port, 2))], StatusKind.Bad, "1 peer down", "port-operations peer-2", "Peers" },
        { "orderers before peers", Service(port: "2/3", orderers: "2/3"), [Down(Peer(Orderers, 0, "orderer"))], StatusKind.Bad, "1 orderer down", "orderer-0", "Orderers Peers" },
        { "a critical alarm while all run", Service(), [Alarm("Disk almost full", "Critical", Peer(Port, 0))], StatusKind.Bad, "Disk almost full", "port-operations peer-0", "Alarm" },
        { "the same alarm of two peers", Service(), [Alarm("Disk almost full", "Major", Peer(Port, 1)), Alarm("Disk almost full", "Critical", Peer(Port, 0))], StatusKind.Bad, "Disk almost full", "port-operations peer-0, port-operations peer-1", "Alarm" },
        { "a major alarm", Service(), [Alarm("CPU usage too high", "Major", "customs-desk")], StatusKind.Warning, "CPU usage too high", "customs-desk", "Alarm" },
        { "a minor alarm", Service(), [Alarm("Network throughput too low", "Minor", Peer(Port, 0))], StatusKind.Good, "Normal", "", "" },
        { "an alarm that is over", Service(), [Down(Peer(Port, 1)) with { EndsAt = Some.Start }], StatusKind.Good, "Normal", "", "" },
        { "an alarm of another service", Service(), [Down(Peer(Port, 1)) with { BlockchainId = "service-2" }], StatusKind.Good, "Normal", "", "" },
        { "an operation that failed", Service(), [Alarm("Operation failed", "Major", "cold-chain")], StatusKind.Good, "Normal", "", "" },
        { "the worst of several", Service(port: "2/3"), [Alarm("CPU usage too high", "Major", Peer(Desk, 0)), Alarm("Disk almost full", "Critical", "customs-desk")], StatusKind.Bad, "1 peer down", "port-operations", "Peers Alarm Alarm" },
        { "abnormal without a cause", Service("Abnormal"), [], StatusKind.Bad, "Abnormal", "", "Status" },
        { "abnormal after an operation", Service("Abnormal"), [Alarm("Operation failed", "Major", "cold-chain")], StatusKind.Bad, "Abnormal", "", "Status" },
        { "abnormal for a peer", Service("Abnormal", port: "2/3"), [], StatusKind.Bad, "1 peer down", "port-operations", "Peers" },
        { "abnormal for a major alarm", Service("Abnormal"), [Alarm("CPU usage too high", "Major", "customs-desk")], StatusKind.Bad, "CPU usage too high", "customs-desk", "Alarm" },
        { "an address that is gone", Service("EipAbnormal"), [], StatusKind.Warning, "EIP abnormal", "", "Status" },
        { "frozen: no node is expected", Service("Freeze", port: "0/3", desk: "0/1", orderers: "0/3"), [Down(Peer(Port, 0))], StatusKind.Warning, "Frozen", "", "Status" },
        { "asleep", Service("Hibernation", port: "0/3", desk: "0/1", orderers: "0/3"), [], StatusKind.Stopped, "Hibernating", "", "" },
        { "being made: nodes are to come", Service("", "IsCreating", port: "0/3", desk: "0/1", orderers: "0/3"), [], StatusKind.Busy, "Creating", "", "" },
        { "being changed with a major alarm", Service(process: "IsScaling"), [Alarm("CPU usage too high", "Major", "customs-desk")], StatusKind.Busy, "Scaling", "", "Alarm" },
        { "being changed with a critical alarm", Service(process: "IsScaling", port: "2/3"), [Down(Peer(Port, 1))], StatusKind.Bad, "Instance not running", "port-operations peer-1", "Alarm" },
    };

    [Theory, MemberData(nameof(States))]
    public void State_follows_from_what_is_known(string known, ServiceDto service, AlarmDto[]? alarms, StatusKind kind, string word, string where, string causes)
    {
        var health = ServiceHealth.Of(service, alarms);

        Assert.Equal((known, kind, word, where, causes), (
            known, HealthText.Chip(Texts, health).Kind, HealthText.Chip(Texts, health).TextKey, string.Join(", ", health.State.Where), string.Join(' ', health.Findings.Select(f => f.Cause))));
        Assert.Equal(alarms is not null, health.AlarmsRead);
    }

    [Fact]
    public void Nothing_is_good_beside_a_dead_peer_or_a_critical_alarm_whatever_the_status()
    {
        foreach (var status in (string[])["Normal", "Abnormal", "EipAbnormal", "", "something new"])
        {
            Assert.Equal(StatusKind.Bad, ServiceHealth.Of(Service(status, port: "2/3"), null).State.Status.Kind);
            Assert.Equal(StatusKind.Bad, ServiceHealth.Of(Service(status), [Alarm("Unheard of", "Critical", null)]).State.Status.Kind);
        }
    }

    [Theory]
    [InlineData("2/3", "peer-1", "good bad good")]
    [InlineData("2/3", null, "unknown unknown unknown")]
    [InlineData("0/3", null, "bad bad bad")]
    [InlineData("1/3", "peer-1", "unknown bad unknown")]
    [InlineData("3/3", null, "good good good")]
    public void Peers_are_down_where_that_is_known_and_unknown_where_it_could_be_any(string nodes, string? named, string expected)
    {
        AlarmDto[] alarms = named is null ? [] : [Down(Peer(Port, named[^1] - '0'))];

        var organization = ServiceHealth.Of(Service(port: nodes), alarms).Organizations[0];

        Assert.Equal(expected, string.Join(' ', organization.Nodes.Select(n => n.Kind.ToString().ToLowerInvariant())));
        Assert.Equal(["peer-0", "peer-1", "peer-2"], organization.Nodes.Select(n => n.Label));
    }

    [Fact]
    public void Peer_that_runs_is_not_called_down_whatever_alarm_is_on()
    {
        var organization = ServiceHealth.Of(Service(), [Alarm("Disk almost full", "Critical", Peer(Port, 1))]).Organizations[0];

        Assert.Equal([StatusKind.Good, StatusKind.Warning, StatusKind.Good], organization.Nodes.Select(n => n.Kind));
        Assert.Equal(StatusKind.Bad, organization.State.Status.Kind);
    }

    [Theory]
    [InlineData("Hibernation", "svc.hibernating")]
    [InlineData("Freeze", "svc.frozen")]
    public void Organizations_of_a_service_that_stands_still_are_as_it_is(string status, string expected)
    {
        var health = ServiceHealth.Of(Service(status, port: "0/3", desk: "0/1", orderers: "0/3"), [Down(Peer(Port, 0))]);

        Assert.All([.. health.Organizations, health.Orderers!], o => Assert.Equal(expected, o.State.Status.TextKey));
        Assert.All(health.Organizations.SelectMany(o => o.Nodes), n => Assert.Equal(StatusKind.Stopped, n.Kind));
    }

    [Fact]
    public void Title_calls_down_what_is_down()
    {
        Assert.Equal("port-operations peer-1 is down", Title(Service(port: "2/3"), Down(Peer(Port, 1))));
        Assert.Equal("1 peer down: port-operations", Title(Service(port: "2/3")));
        Assert.Equal("3 peers down: port-operations", Title(Service(port: "0/3"), Down("port-operations")));
        Assert.Equal("Disk almost full: port-operations peer-0", Title(Service(), Alarm("Disk almost full", "Critical", Peer(Port, 0))));
        Assert.Equal("Abnormal", Title(Service("Abnormal")));

        static string Title(ServiceDto service, params AlarmDto[] alarms) => HealthText.Title(Texts, ServiceHealth.Of(service, alarms).State);
    }

    [Fact]
    public void Names_of_nodes_are_those_that_people_use()
    {
        var names = NodeNames.Of(Service().Detail);

        Assert.Equal("port-operations peer-1", names.Of(Peer(Port, 1)));
        Assert.Equal("orderer-2", names.Of(Peer(Orderers, 2, "orderer")));
        Assert.Equal("peer-4", names.Of(Peer("dddddddddddd", 4)));
        Assert.Equal("customs-desk", names.Of("customs-desk"));
        Assert.Equal("peer-office-1", names.Of("peer-office-1"));
    }

    [Fact]
    public void Book_derives_again_only_when_a_service_or_the_alarms_changed()
    {
        var book = new HealthBook();
        var (service, none) = (Service(), new AlarmOverviewDto([], Some.Start, 1, 1, null));

        var first = book.Of(service, none);

        Assert.Same(first, book.Of(service, none));
        Assert.False(book.Of(service, null).AlarmsRead);
        Assert.Equal(StatusKind.Bad, book.Of(service, none with { Items = [Down(Peer(Port, 0))] }).State.Status.Kind);
        Assert.Equal(StatusKind.Bad, book.Of(service with { Version = 2, Detail = Service(port: "0/3").Detail }, none).State.Status.Kind);
    }

    private static string Peer(string hash, int number, string kind = "peer") => $"{kind}-{hash}-{number}";

    private static AlarmDto Alarm(string name, string severity, string? resource) => new(name + resource, "service-1", "cold-chain", name, severity, null, resource, null, Some.Start, null);

    private static AlarmDto Down(string resource) => Alarm(Alarms.NotRunning, AlarmSeverities.Critical, resource);

    private static ServiceDto Service(string status = "Normal", string process = "", string port = "3/3", string desk = "1/1", string orderers = "3/3")
    {
        var service = Some.Service(status: status, process: process);
        return service with
        {
            Detail = service.Detail! with
            {
                PeerInfo = [Group("port-operations", Port, port), Group("customs-desk", Desk, desk)],
                OrdererInfo = Group("cold-chain-orderer", Orderers, orderers, "orderer"),
            },
        };
    }

    private static PeerInfo Group(string name, string hash, string nodes, string kind = "peer")
    {
        var total = nodes[^1] - '0';
        return new()
        {
            Name = name, NodeCnt = total, StatusDetail = nodes, Status = nodes[0] == nodes[^1] ? "Normal" : "AbNormal",
            Address = [.. Enumerable.Range(0, total).Select(i => new PeerAddress { DomainPort = $"{Peer(hash, i, kind)}.{kind}-{hash}.default.svc.cluster.local:7051" })],
        };
    }
}
