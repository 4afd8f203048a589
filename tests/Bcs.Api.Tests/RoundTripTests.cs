using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;
using Bcs.Api.Certificates;
using Bcs.Api.Channels;
using Bcs.Api.Consortium;
using Bcs.Api.Monitoring;
using Bcs.Api.Operations;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

using Portal.Testing;

namespace Bcs.Api.Tests;

/// <summary>The examples of the contract survive being read into our records and written again.</summary>
public sealed class RoundTripTests
{
    /// <summary>Records of each operation; null where there is no JSON body, or a file in its place.</summary>
    private static readonly Dictionary<string, (Type? Request, Type? Response)> Records = new()
    {
        ["createBcsService"] = (typeof(CreateServiceRequest), typeof(CreateServiceResponse)),
        ["queryBcsServiceCreationStatus"] = (null, typeof(ServiceCreationStatus)),
        ["queryBcsService"] = (null, typeof(ServiceDetail)),
        ["modifyBcsService"] = (typeof(ModifyServiceRequest), typeof(ModifyServiceResponse)),
        ["createChannels"] = (typeof(CreateChannelsRequest), typeof(CreateChannelsResponse)),
        ["queryChannelInformation"] = (null, typeof(ChannelList)),
        ["addPeersToChannel"] = (typeof(AddPeersToChannelRequest), typeof(AddPeersToChannelResponse)),
        ["removeOrganizationsFromChannel"] = (typeof(RemoveOrganizationsRequest), typeof(RemoveOrganizationsResponse)),
        ["downloadCertificates"] = (null, null),
        ["downloadSdkConfiguration"] = (typeof(SdkConfigurationRequest), null),
        ["generateUserCertificate"] = (typeof(GenerateUserCertificateRequest), null),
        ["unfreezeUserCertificate"] = (null, typeof(UserCertificateResult)),
        ["freezeUserCertificate"] = (null, typeof(UserCertificateResult)),
        ["queryQuotas"] = (null, typeof(QuotaList)),
        ["queryFlavors"] = (null, typeof(FlavorList)),
        ["queryPeerInformation"] = (null, typeof(PeerList)),
        ["queryAsynchronousOperationResults"] = (null, typeof(OperationRecordList)),
        ["queryBcsServiceList"] = (null, typeof(ServiceList)),
        ["deleteBcsService"] = (null, typeof(DeleteServiceResponse)),
        ["removePeerFromChannel"] = (typeof(RemovePeersRequest), typeof(RemovePeersResponse)),
        ["deleteChannel"] = (null, typeof(DeleteChannelResponse)),
        ["inviteTenantsToJoinConsortium"] = (typeof(InviteTenantsRequest), typeof(InviteTenantsResponse)),
        ["processInvitation"] = (typeof(ProcessInvitationRequest), typeof(ProcessInvitationResponse)),
        ["queryAllNotifications"] = (null, typeof(NotificationList)),
        ["listConsortiumMembers"] = (null, typeof(MemberList)),
        ["deleteInvitationInformation"] = (typeof(DeleteInvitationRequest), typeof(DeleteInvitationResponse)),
        ["exitConsortium"] = (typeof(ExitConsortiumRequest), typeof(ExitConsortiumResponse)),
        ["queryBcsAlarms"] = (typeof(AlarmQuery), typeof(MetricSeriesList)),
        ["queryBcsAlarmStatistics"] = (typeof(AlarmQuery), typeof(MetricSeriesList)),
        ["queryBcsMonitoringData"] = (typeof(ServiceMetricsRequest), typeof(MetricSeriesList)),
        ["listEntityMonitoringData"] = (typeof(EntityMetricsRequest), typeof(EntityMetricList)),
        ["queryEntityMonitoringDetails"] = (typeof(InstanceMetricsRequest), typeof(MetricSeriesList)),
    };

    /// <summary>Names in examples that the live service does not use, and the one that our record writes in their place.</summary>
    private static readonly Dictionary<string, string> Misprints = new()
    {
        ["agent_portal_addr"] = "agent_portal_addrs",
        ["invited_username"] = "invited_user",
    };

    /// <summary>Numbers that the examples quote and the tables do not.</summary>
    private static readonly HashSet<string> QuotedNumbers = ["timestamp", "value"];

    public static TheoryData<string> Ids => [.. BcsOperations.All.Select(o => o.Id)];

    [Fact]
    public void Every_operation_has_its_records() => Assert.Equal(BcsOperations.All.Select(o => o.Id).Order(), Records.Keys.Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Examples_of_the_contract_survive_a_round_trip(string id)
    {
        var operation = Contract.Operation(id);
        var (request, response) = Records[id];
        Assert.Equal(operation.HasJsonRequest, request is not null);
        var examples = (response is null ? [] : operation.ResponseExamples.Select(e => (Type: response, Example: e)))
            .Concat(operation.RequestExamples.Select(e => (Type: request!, Example: e))).ToList();

        // One operation has no example at all, and one has nothing but its file.
        Assert.Equal(id is "queryAllNotifications" or "downloadCertificates", examples.Count == 0);
        foreach (var (type, example) in examples)
        {
            foreach (var options in (JsonSerializerOptions[])[BcsJson.Options, BcsJson.Tolerant])
            {
                var written = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(example, type, options), type, BcsJson.Options);
                Assert.True(JsonNode.DeepEquals(Expected(example), written), $"{type.Name}\n{Expected(example)}\n{written}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Records_have_exactly_the_fields_of_the_contract(string id)
    {
        var operation = Contract.Operation(id);
        var (request, response) = Records[id];
        foreach (var (type, schema) in ((Type?, JsonElement?)[])[(request, operation.RequestSchema), (response, operation.ResponseSchema)])
        {
            if (type is not null)
            {
                Assert.Equal(Contract.FieldPaths(schema!.Value).Except(RecordFields.BeyondTheTables), RecordFields.PathsOf(type).Except(RecordFields.BeyondTheTables));
            }
        }
    }

    /// <summary>What stays of an example: null means absent, a misprinted name is set right, a quoted number is a number.</summary>
    private static JsonNode? Expected(JsonElement example)
    {
        var node = JsonNode.Parse(example.GetRawText());
        SetRight(node);
        return node;
    }

    private static void SetRight(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is null || Misprints.ContainsKey(name))
                    {
                        members.Remove(name);
                    }

                    if (value is not null && Misprints.TryGetValue(name, out var right))
                    {
                        members[right] = value;
                    }

                    if (QuotedNumbers.Contains(name) && value is JsonValue text && text.TryGetValue<string>(out var digits)
                        && long.TryParse(digits, CultureInfo.InvariantCulture, out var number))
                    {
                        members[name] = members.ContainsKey("statistic") ? JsonValue.Create((double)number) : JsonValue.Create(number);
                    }

                    SetRight(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    SetRight(item);
                }

                break;
        }
    }
}
