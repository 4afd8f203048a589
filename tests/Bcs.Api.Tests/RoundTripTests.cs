using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Channels;
using Bcs.Api.Operations;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

namespace Bcs.Api.Tests;

/// <summary>The examples of the contract survive being read into our records and written again.</summary>
public sealed class RoundTripTests
{
    private static readonly Dictionary<string, (Type? Request, Type Response)> Records = new()
    {
        ["createBcsService"] = (typeof(CreateServiceRequest), typeof(CreateServiceResponse)),
        ["queryBcsServiceCreationStatus"] = (null, typeof(ServiceCreationStatus)),
        ["queryBcsService"] = (null, typeof(ServiceDetail)),
        ["queryBcsServiceList"] = (null, typeof(ServiceList)),
        ["deleteBcsService"] = (null, typeof(DeleteServiceResponse)),
        ["createChannels"] = (typeof(CreateChannelsRequest), typeof(CreateChannelsResponse)),
        ["queryChannelInformation"] = (null, typeof(ChannelList)),
        ["queryQuotas"] = (null, typeof(QuotaList)),
        ["queryFlavors"] = (null, typeof(FlavorList)),
        ["queryAsynchronousOperationResults"] = (null, typeof(OperationRecordList)),
    };

    public static TheoryData<string> Ids => [.. Records.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Examples_of_the_contract_survive_a_round_trip(string id)
    {
        var operation = Contract.Operations.Single(o => o.Id == id);
        var (request, response) = Records[id];
        var examples = operation.ResponseExamples.Select(e => (response, e)).Concat(operation.RequestExamples.Select(e => (request!, e))).ToList();
        Assert.NotEmpty(examples);
        foreach (var (type, example) in examples)
        {
            var written = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(example, type, BcsJson.Options), type, BcsJson.Options);
            Assert.True(JsonNode.DeepEquals(Expected(example), written), $"{type.Name}\n{Expected(example)}\n{written}");
        }
    }

    [Fact]
    public void Nanoseconds_keep_their_last_digit()
    {
        const string Json = """{"record_time":1618218591906093855}""";
        Assert.Equal(1618218591906093855, JsonSerializer.Deserialize<OperationRecord>(Json, BcsJson.Options)!.RecordTime);
        Assert.Equal(Json, JsonSerializer.Serialize(JsonSerializer.Deserialize<OperationRecord>(Json, BcsJson.Options), BcsJson.Options));
    }

    [Fact]
    public void Quoted_numbers_and_unknown_fields_are_read()
    {
        var quota = JsonSerializer.Deserialize<ResourceQuota>("""{"quota":"5","used":2,"colour":"blue"}""", BcsJson.Options);
        Assert.Equal((5L, 2L), (quota!.Quota, quota.Used));
    }

    /// <summary>What stays of an example: null means absent, and the misprinted name of one field is not ours.</summary>
    private static JsonNode? Expected(JsonElement example)
    {
        var node = JsonNode.Parse(example.GetRawText());
        Drop(node);
        (node as JsonObject)?["basic_info"]?.AsObject().Remove("agent_portal_addr");
        return node;
    }

    private static void Drop(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Where(m => m.Value is null).Select(m => m.Key).ToList())
                {
                    members.Remove(name);
                }

                foreach (var member in members)
                {
                    Drop(member.Value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Drop(item);
                }

                break;
        }
    }
}
