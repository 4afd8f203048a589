using System.Net;
using System.Text;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;
using Bcs.Api.Certificates;
using Bcs.Api.Channels;
using Bcs.Api.Client;
using Bcs.Api.Consortium;
using Bcs.Api.Monitoring;
using Bcs.Api.Operations;
using Bcs.Api.Services;

using Portal.Testing;

namespace Bcs.Api.Tests.Client;

/// <summary>The client has a method for each operation of the catalogue, and each sends what the contract says.</summary>
public sealed class EveryOperationTests
{
    private const string Id = "7f2f-1";
    private const string Name = "channel";

    /// <summary>A call of each operation with every parameter that it has.</summary>
    private static readonly Dictionary<string, Func<BcsClient, Task<object>>> Calls = new()
    {
        ["createBcsService"] = async c => await c.CreateServiceAsync(new CreateServiceRequest { Name = "n" }),
        ["queryBcsServiceCreationStatus"] = async c => await c.GetServiceCreationStatusAsync(Id),
        ["queryBcsService"] = async c => await c.GetServiceAsync(Id),
        ["modifyBcsService"] = async c => await c.ModifyServiceAsync(Id, new ModifyServiceRequest { IsDeleteOrg = true }),
        ["createChannels"] = async c => await c.CreateChannelsAsync(Id, new CreateChannelsRequest { Channels = [] }),
        ["queryChannelInformation"] = async c => await c.ListChannelsAsync(Id),
        ["addPeersToChannel"] = async c => await c.AddPeersToChannelAsync(Id, new AddPeersToChannelRequest { ChannelPeers = [] }),
        ["removeOrganizationsFromChannel"] = async c => await c.RemoveOrganizationsFromChannelAsync(Id, Name, new RemoveOrganizationsRequest { OrgNames = ["o"] }),
        ["downloadCertificates"] = async c => await c.DownloadCertificatesAsync(Id, "org", CertificateType.Admin),
        ["downloadSdkConfiguration"] = async c => await c.DownloadSdkConfigurationAsync(Id, new SdkConfigurationRequest { CertPath = "/root" }),
        ["generateUserCertificate"] = async c => await c.GenerateUserCertificateAsync(Id, "org", "user", new GenerateUserCertificateRequest { SecurityMode = true }),
        ["unfreezeUserCertificate"] = async c => await c.UnfreezeUserCertificateAsync(Id, "org", "user", Some.Upload()),
        ["freezeUserCertificate"] = async c => await c.FreezeUserCertificateAsync(Id, "org", "user", Some.Upload()),
        ["queryQuotas"] = async c => await c.ListQuotasAsync(),
        ["queryFlavors"] = async c => await c.ListFlavorsAsync(10, 20),
        ["queryPeerInformation"] = async c => await c.ListPeersAsync(Id),
        ["queryAsynchronousOperationResults"] = async c => await c.ListOperationRecordsAsync(new OperationRecordFilter
        {
            BlockchainId = Id, OperationStatus = "failed", ResourceType = "BCSSVC01", OperationType = "99", OperationId = "o",
        }),
        ["queryBcsServiceList"] = async c => await c.ListServicesAsync(),
        ["deleteBcsService"] = async c => await c.DeleteServiceAsync(Id, new DeleteServiceOptions
        {
            Storage = true, Obs = false, Resource = true, Ief = false, LightPeerNodes = ["a", "b"], IefNodeIds = ["c"],
        }),
        ["removePeerFromChannel"] = async c => await c.RemovePeersFromChannelAsync(Id, Name, new RemovePeersRequest { OrgName = "o", Peers = 1 }),
        ["deleteChannel"] = async c => await c.DeleteChannelAsync(Id, Name),
        ["inviteTenantsToJoinConsortium"] = async c => await c.InviteTenantsAsync(new InviteTenantsRequest { BcsId = Id }),
        ["processInvitation"] = async c => await c.ProcessInvitationAsync(new ProcessInvitationRequest { Status = "reject" }),
        ["queryAllNotifications"] = async c => await c.ListNotificationsAsync(),
        ["listConsortiumMembers"] = async c => await c.ListMembersAsync(),
        ["deleteInvitationInformation"] = async c => await c.DeleteInvitationAsync(new DeleteInvitationRequest { BcsId = Id }),
        ["exitConsortium"] = async c => await c.ExitConsortiumAsync(new ExitConsortiumRequest { InviteeBcsid = Id }),
        ["queryBcsAlarms"] = async c => await c.ListAlarmsAsync(Id, new AlarmQuery { TimeRange = "-1.-1.60", Step = 60000 }, "active_alert"),
        ["queryBcsAlarmStatistics"] = async c => await c.GetAlarmStatisticsAsync(Id, new AlarmQuery { TimeRange = "-1.-1.60", Step = 60000 }, "active_alert"),
        ["queryBcsMonitoringData"] = async c => await c.ListServiceMetricsAsync(Id, new ServiceMetricsRequest { MetricNames = ["cpuUsage"] }),
        ["listEntityMonitoringData"] = async c => await c.ListEntityMetricsAsync(Id, new EntityMetricsRequest { Type = "org" }),
        ["queryEntityMonitoringDetails"] = async c => await c.GetEntityMetricsAsync(Id, new InstanceMetricsRequest { Type = "org" }),
    };

    /// <summary>The one parameter that the live service has and the reference lacks.</summary>
    private static readonly string[] QueryBeyondTheReference = ["type"];

    public static TheoryData<string> Ids => [.. BcsOperations.All.Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Call_is_sent_as_the_contract_says(string id)
    {
        var contract = Contract.Operation(id);
        using var handler = new AnsweringHandler(_ => Some.Answer(contract));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        var result = await Calls[id](new BcsClient(http, "p1"));

        Assert.EndsWith("+Ok", result.GetType().FullName!.Split('`')[^1].Split('[')[0], StringComparison.Ordinal);
        var expected = contract.Path.Replace("{project_id}", "p1", StringComparison.Ordinal).Replace("{blockchain_id}", Id, StringComparison.Ordinal)
            .Replace("{channel_id}", Name, StringComparison.Ordinal).Replace("{org_name}", "org", StringComparison.Ordinal).Replace("{user_name}", "user", StringComparison.Ordinal);
        Assert.Equal((contract.Method, expected), (handler.Request!.Method.Method, handler.Request.RequestUri!.AbsolutePath));
        Assert.Equal(id, handler.Request.Options.TryGetValue(BcsClient.OperationKey, out var name) ? name : null);
        Assert.Equal(contract.QueryParameters.Order(), QueryNames(handler.Request.RequestUri).Except(QueryBeyondTheReference).Order());
        Assert.Equal(contract.RequestMediaType, handler.ContentType?.Split(';')[0]);
        if (contract.HasJsonRequest)
        {
            Assert.NotEmpty(JsonNode.Parse(handler.Body)!.AsObject());
        }
    }

    [Fact]
    public void Every_operation_has_a_call() => Assert.Equal(BcsOperations.All.Select(o => o.Id).Order(), Calls.Keys.Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Refusal_carries_status_code_and_explanation(string id)
    {
        using var handler = new AnsweringHandler(_ => Some.Json(400, """{"error_code":"BCS.4001011","error_msg":"gone"}"""));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        var error = (BcsError)((dynamic)await Calls[id](new BcsClient(http, "p1"))).Error;
        Assert.Equal((400, "BCS.4001011", "gone", 1), (error.Status, error.Code, error.Message, handler.Count));
        Assert.NotNull(error.Explain(System.Globalization.CultureInfo.InvariantCulture)?.Remedy);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Only_reads_are_sent_again(string id)
    {
        using var handler = new AnsweringHandler(_ => throw new HttpRequestException(HttpRequestError.ConnectionError));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        var retry = new BcsRetry { FirstWait = TimeSpan.Zero };
        await Calls[id](new BcsClient(http, "p1", retry: retry));
        Assert.Equal(BcsOperations.Find(id)!.Changes ? 1 : 3, handler.Count);
    }

    private static IEnumerable<string> QueryNames(Uri uri) => uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')[0]);
}
