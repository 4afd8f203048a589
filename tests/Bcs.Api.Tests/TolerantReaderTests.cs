using System.Text.Json;

using Bcs.Api.Channels;
using Bcs.Api.Consortium;
using Bcs.Api.Monitoring;
using Bcs.Api.Operations;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

namespace Bcs.Api.Tests;

/// <summary>What reference and live service write differently is read all the same.</summary>
public sealed class TolerantReaderTests
{
    [Theory]
    [InlineData("1618218591906093855")]
    [InlineData("\"1618218591906093855\"")]
    public void Nanoseconds_keep_their_last_digit(string number)
    {
        var record = Read<OperationRecord>($$"""{"record_time":{{number}}}""");
        Assert.Equal(1618218591906093855, record.RecordTime);
        Assert.Equal("""{"record_time":1618218591906093855}""", JsonSerializer.Serialize(record, BcsJson.Options));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"5\"")]
    [InlineData("5.0")]
    [InlineData("5e0")]
    public void Number_is_read_in_every_form(string number) => Assert.Equal(5, Read<ResourceQuota>($$"""{"quota":{{number}}}""").Quota);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Number_that_is_empty_is_absent(string nothing) => Assert.Null(Read<ResourceQuota>($$"""{"quota":{{nothing}}}""").Quota);

    [Fact]
    public void List_is_read_without_what_is_null()
    {
        Assert.Equal("a", Read<NotificationList>("""{"notifications":[null,{"channel_name":"a"},null]}""").Notifications!.Single().ChannelName);
        Assert.Equal(["x"], Read<ConsortiumOrganizations>("""{"names":["x",null]}""").Names);
        Assert.Null(Read<NotificationList>("""{"notifications":null}""").Notifications);
    }

    [Theory]
    [InlineData("5.5")]
    [InlineData("\"five\"")]
    [InlineData("99999999999999999999")]
    [InlineData("{}")]
    public void Number_that_would_be_changed_is_not_read(string number) =>
        Assert.Throws<JsonException>(() => Read<ResourceQuota>($$"""{"quota":{{number}}}"""));

    [Theory]
    [InlineData("""{"metrics":[{"values":[{"cpuUsage":0.175,"memUsage":1.252}]}]}""")]
    [InlineData("""{"metrics":[{"values":[{"cpuUsage":"0.175","memUsage":"1.252","diskReadRate":""}]}]}""")]
    public void Measured_values_are_read_as_text_and_as_numbers(string json)
    {
        var values = Read<EntityMetricList>(json).Metrics!.Single().Values!.Single();
        Assert.Equal((0.175, 1.252, null), (values.CpuUsage, values.MemUsage, values.DiskReadRate));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("1", true)]
    [InlineData("\"False\"", false)]
    [InlineData("0", false)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void Flag_is_read_in_every_form(string flag, bool? expected) =>
        Assert.Equal(expected, Read<ServiceBasicInfo>($$"""{"is_old_service":{{flag}}}""").IsOldService);

    [Theory]
    [InlineData("\"harbor\"", "harbor")]
    [InlineData("4711", "4711")]
    [InlineData("1618218591906093855", "1618218591906093855")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    public void Name_is_read_as_text_and_as_a_number(string name, string? expected) =>
        Assert.Equal(expected, Read<NotificationInvitee>($$"""{"invitee_name":{{name}}}""").InviteeName);

    [Theory]
    [InlineData("agent_portal_addrs")]
    [InlineData("agent_portal_addr")]
    public void Addresses_are_read_under_either_name(string name) =>
        Assert.Equal(["a:1"], Read<ServiceDetail>($$$"""{"basic_info":{"{{{name}}}":["a:1"]}}""").BasicInfo!.AgentPortalAddrs);

    [Theory]
    [InlineData("""{"agent_portal_addrs":["a:1"],"agent_portal_addr":null}""")]
    [InlineData("""{"agent_portal_addr":["a:1"],"agent_portal_addrs":null}""")]
    public void Name_with_a_value_wins_over_the_other_without(string json) => Assert.Equal(["a:1"], Read<ServiceBasicInfo>(json).AgentPortalAddrs);

    /// <summary>The live service sends the misspelt name beside the right one.</summary>
    [Theory]
    [InlineData("""{"light_peer_info":[{"name":"edge"}]}""")]
    [InlineData("""{"loght_peer_info":[{"name":"edge"}]}""")]
    [InlineData("""{"light_peer_info":[{"name":"edge"}],"loght_peer_info":[{"name":"edge"}]}""")]
    [InlineData("""{"light_peer_info":[],"loght_peer_info":[{"name":"edge"}]}""")]
    [InlineData("""{"loght_peer_info":[{"name":"edge"}],"light_peer_info":[]}""")]
    [InlineData("""{"loght_peer_info":[{"name":"edge"}],"light_peer_info":null}""")]
    [InlineData("""{"light_peer_info":[{"name":"edge"}],"loght_peer_info":[]}""")]
    public void Light_peers_are_read_under_either_spelling_and_written_under_the_right_one(string json)
    {
        var detail = Read<ServiceDetail>(json);
        Assert.Equal("edge", detail.LightPeerInfo!.Single().Name);
        Assert.Equal("""{"light_peer_info":[{"name":"edge"}]}""", JsonSerializer.Serialize(detail, BcsJson.Options));
    }

    [Fact]
    public void Light_peers_of_a_service_without_any_are_an_empty_list() =>
        Assert.Empty(Read<ServiceDetail>("""{"light_peer_info":[],"loght_peer_info":[]}""").LightPeerInfo!);

    [Theory]
    [InlineData("order_fade_enable", "order_fade_enable")]
    [InlineData("order_fade_enabled", "order_fade_enabled")]
    public void Data_aging_of_kafka_is_read_and_kept_under_either_name(string name, string written)
    {
        var info = Read<DmsKafkaInfo>($$"""{"{{name}}":true}""");
        Assert.True(info.IsOrderFadeEnabled);
        Assert.Equal($$"""{"{{written}}":true}""", JsonSerializer.Serialize(info, BcsJson.Options));
    }

    [Theory]
    [InlineData("tcs_need", "invited_orgs")]
    [InlineData("tc3_need", "invitee_orgs")]
    public void Members_and_notifications_are_read_under_either_spelling(string need, string orgs)
    {
        var json = $$"""{"{{need}}":true,"{{orgs}}":[{"name":"organization","node_count":"2"}]}""";
        var (member, notification) = (Read<ConsortiumMember>(json), Read<ConsortiumNotification>(json));
        Assert.Equal((true, true), (member.TcsNeed, notification.Tc3Need));
        Assert.Equal((2, 2), (member.InvitedOrgs!.Single().NodeCount, notification.InviteeOrgs!.Single().NodeCount));
    }

    [Fact]
    public void Unknown_fields_and_null_objects_are_passed_over()
    {
        var info = Read<ServiceDetail>("""{"colour":{"a":[1]},"basic_info":{"name":"bcs","kernel_type":"x"},"peer_info":null,"channels":[{"peers":null}]}""");
        Assert.Equal(("bcs", null), (info.BasicInfo!.Name, info.PeerInfo));
        Assert.Null(info.Channels!.Single().Peers);
    }

    [Fact]
    public void Keys_of_maps_are_names()
    {
        var peers = Read<AddPeersToChannelRequest>("""{"channel_peers":[{"channel_name":"c","peers":{"1":2}}]}""");
        Assert.Equal(2, peers.ChannelPeers!.Single().Peers!["1"]);
    }

    private sealed record ConsortiumOrganizations(IReadOnlyList<string>? Names);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, BcsJson.Tolerant)!;
}
