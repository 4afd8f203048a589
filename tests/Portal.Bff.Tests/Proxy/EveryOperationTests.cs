using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

using static Bcs.Api.Catalogue.OperationClass;

namespace Portal.Bff.Tests.Proxy;

public sealed class TokenEveryOperationTests(RecordingStack stack) : EveryOperationTests(stack), IClassFixture<RecordingStack>
{
    protected override string Credential => "user";

    protected override void CheckAuthentication(IReadOnlyDictionary<string, string> headers)
    {
        Assert.StartsWith("TOKEN-SBXSECRET-", headers["X-Auth-Token"], StringComparison.Ordinal);
        Assert.False(headers.ContainsKey("Authorization"));
    }
}

public sealed class SigningEveryOperationTests(SigningStack stack) : EveryOperationTests(stack), IClassFixture<SigningStack>
{
    protected override string Credential => "tenant";

    protected override void CheckAuthentication(IReadOnlyDictionary<string, string> headers)
    {
        Assert.StartsWith($"SDK-HMAC-SHA256 Access={RecordingCloud.AccessKey}, SignedHeaders=", headers["Authorization"], StringComparison.Ordinal);
        Assert.Matches("^[0-9]{8}T[0-9]{6}Z$", headers["X-Sdk-Date"]);
        Assert.False(headers.ContainsKey("X-Auth-Token"));
    }
}

/// <summary>
/// Every operation of the catalogue through the gateway: who adds one has to say here what it means and which of its fields
/// are secret, and has to bring its text into the contract.
/// </summary>
public abstract class EveryOperationTests(RecordingStack stack)
{
    /// <summary>What each operation means for the audit, and its secret fields; actions, paths and bodies are the contract's.</summary>
    private static readonly Dictionary<string, (OperationClass Class, string[] Secrets)> Expected = new()
    {
        ["createBcsService"] = (Async, ["cce_create_info.init_node_password", "cce_create_info.init_node_pwd", "couchdb_info.password", "resource_password"]),
        ["queryBcsServiceCreationStatus"] = (Read, []),
        ["queryBcsService"] = (Read, []),
        ["modifyBcsService"] = (Async, []),
        ["createChannels"] = (Async, []),
        ["queryChannelInformation"] = (Read, []),
        ["addPeersToChannel"] = (Async, []),
        ["removeOrganizationsFromChannel"] = (Async, []),
        ["downloadCertificates"] = (Reveals, []),
        ["downloadSdkConfiguration"] = (Reveals, []),
        ["generateUserCertificate"] = (Reveals, []),
        ["unfreezeUserCertificate"] = (Write, ["file"]),
        ["freezeUserCertificate"] = (Write, ["file"]),
        ["queryQuotas"] = (Read, []),
        ["queryFlavors"] = (Read, []),
        ["queryPeerInformation"] = (Read, []),
        ["queryAsynchronousOperationResults"] = (Read, []),
        ["queryBcsServiceList"] = (Read, []),
        ["deleteBcsService"] = (Async, []),
        ["removePeerFromChannel"] = (Async, []),
        ["deleteChannel"] = (Async, []),
        ["inviteTenantsToJoinConsortium"] = (Write, []),
        ["processInvitation"] = (Write, []),
        ["queryAllNotifications"] = (Read, []),
        ["listConsortiumMembers"] = (Read, []),
        ["deleteInvitationInformation"] = (Write, []),
        ["exitConsortium"] = (Async, []),
        ["queryBcsAlarms"] = (Read, []),
        ["queryBcsAlarmStatistics"] = (Read, []),
        ["queryBcsMonitoringData"] = (Read, []),
        ["listEntityMonitoringData"] = (Read, []),
        ["queryEntityMonitoringDetails"] = (Read, []),
    };

    /// <summary>The two operations for which the cloud's table has no action, and ours.</summary>
    private static readonly Dictionary<string, string> OurActions = new()
    {
        ["queryBcsAlarms"] = "bcs:fabricInstance:listEvent", ["queryBcsAlarmStatistics"] = "bcs:fabricInstance:listEventStatistic",
    };

    /// <summary>A secret of the live service that the contract's tables print under another name.</summary>
    private static readonly string[] SecretsBeyondTheContract = ["cce_create_info.init_node_pwd"];

    public static TheoryData<string> Ids => [.. BcsOperations.All.Select(o => o.Id)];

    /// <summary>Whose credential goes upstream.</summary>
    protected abstract string Credential { get; }

    protected abstract void CheckAuthentication(IReadOnlyDictionary<string, string> headers);

    [Fact]
    public void Table_covers_the_catalogue_and_the_contract()
    {
        Assert.Equal(BcsOperations.All.Select(o => o.Id).Order(), Expected.Keys.Order());
        Assert.Equal(Contract.Operations.Select(o => o.Id).Order(), Expected.Keys.Order());
        Assert.Equal(Contract.Actions.Keys.Concat(OurActions.Keys).Order(), Expected.Keys.Order());
    }

    [Theory, MemberData(nameof(Ids))]
    public void Secret_fields_are_those_of_the_contract(string id)
    {
        var operation = BcsOperations.Find(id)!;
        Assert.Equal(Expected[id].Class, operation.Class);
        Assert.Equal(Expected[id].Secrets.Order(StringComparer.Ordinal), operation.SecretFields.Order(StringComparer.Ordinal));
        Assert.Equal(
            Contract.Operation(operation.Id).SecretFields.Concat(SecretsBeyondTheContract.Intersect(operation.SecretFields)).Order(StringComparer.Ordinal),
            operation.SecretFields.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Call_passes_with_its_action_is_recorded_and_leaks_nothing(string id)
    {
        var operation = BcsOperations.Find(id)!;
        var target = OperationSamples.Target(operation);
        var sent = OperationSamples.Body(operation);
        var body = sent is null ? [] : await sent.ReadAsByteArrayAsync();
        stack.Cloud.Answer = OperationSamples.Answer(operation);

        var mark = Guid.NewGuid().ToString("N");
        using var answer = await SendAsync(operation, target, sent, mark);
        var received = await answer.Content.ReadAsByteArrayAsync();

        // Up: method, path, query, body and type as they were, and nothing but the allow-listed headers.
        var call = Assert.Single(stack.Cloud.Calls, c => c.Test == mark);
        Assert.Equal((operation.Method, target), (call.Method, call.Target));
        Assert.Equal(body, call.Body);
        Assert.Equal(sent?.Headers.ContentType?.ToString(), call.Headers.GetValueOrDefault("Content-Type"));
        CheckAuthentication(call.Headers);

        // Down: the answer as it is.
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var file = Contract.Operation(operation.Id).AnswersWithFile;
        Assert.Equal(file ? OperationSamples.File : Encoding.UTF8.GetBytes(OperationSamples.AnswerText(operation)), received);
        Assert.Equal(file ? $"{id}.zip" : null, answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));

        // Recorded: by name and action, an intent before whatever is more than a read, secrets masked.
        var auditId = answer.AuditId()!;
        Assert.True(AuditEntryId.TryParse(auditId, out _, out var seq));
        var record = await RecordAsync(auditId);
        var entries = (await stack.EntriesAsync(seq)).Where(e => e.Place.Seq == seq || e.Place.Ref == seq).ToList();
        Assert.Equal(Expected[id].Class is Read ? [AuditKind.Event] : [AuditKind.Intent, AuditKind.Outcome], entries.Select(e => e.Place.Kind));
        Assert.Equal((id, Action(id), AuditOutcomes.Succeeded, 200), (record.Operation, record.Action, record.Outcome, record.Status));
        Assert.Equal((operation.Method, Credential, RecordingCloud.User), (record.Method, record.Credential, record.Actor.Name));
        Assert.EndsWith(target, record.Path, StringComparison.Ordinal);
        Assert.Equal(body.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(body)), record.RequestSha256);
        CheckRedaction(operation, record);
        Assert.Equal(
            file ? new AuditFileDto($"{id}.zip", OperationSamples.File.Length, Convert.ToHexStringLower(SHA256.HashData(OperationSamples.File))) : null,
            record.File);
        CheckLeaks();
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Call_without_its_action_is_refused_and_never_reaches_the_cloud(string id)
    {
        var operation = BcsOperations.Find(id)!;
        stack.Cloud.Answer = OperationSamples.Answer(operation);
        stack.Access.Withheld = operation;
        try
        {
            var mark = Guid.NewGuid().ToString("N");
            using var answer = await SendAsync(operation, OperationSamples.Target(operation), OperationSamples.Body(operation), mark);

            var problem = await answer.JsonAsync();
            Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.ActionDenied), (answer.StatusCode, problem.GetProperty("code").GetString()));
            Assert.Equal(Action(id), problem.GetProperty("action").GetString());
            Assert.DoesNotContain(stack.Cloud.Calls, c => c.Test == mark);
            var record = await RecordAsync(answer.AuditId()!);
            Assert.Equal((id, Action(id), AuditOutcomes.Denied, 403), (record.Operation, record.Action, record.Outcome, record.Status));
            CheckLeaks();
        }
        finally
        {
            stack.Access.Withheld = null;
        }
    }

    private static string Action(string id) => OurActions.GetValueOrDefault(id) ?? Contract.Actions[id];

    private static void CheckRedaction(BcsOperation operation, AuditRecordDto record)
    {
        if (Contract.Operation(operation.Id).RequestMediaType == "multipart/form-data")
        {
            var part = record.Request!.Value.GetProperty("multipart")[0];
            var content = Encoding.UTF8.GetBytes("PK " + OperationSamples.Secret);
            Assert.Equal(("file", "user01.zip", content.Length), (part.GetProperty("name").GetString(), part.GetProperty("fileName").GetString(), part.GetProperty("bytes").GetInt32()));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), part.GetProperty("sha256").GetString());
            return;
        }

        foreach (var path in operation.SecretFields)
        {
            Assert.Equal("***", path.Split('.').Aggregate(record.Request!.Value, (node, name) => node.GetProperty(name)).GetString());
        }
    }

    /// <summary>Nothing secret in the database's files (in plain text) nor in what was logged.</summary>
    private void CheckLeaks()
    {
        foreach (var file in Directory.EnumerateFiles(stack.Folder, "portal.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.True(copy.ToArray().AsSpan().IndexOf("SBXSECRET"u8) < 0, file);
        }

        Assert.DoesNotContain(stack.Bff.Logs.Lines, l => l.Contains("SBXSECRET", StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> SendAsync(BcsOperation operation, string target, HttpContent? body, string mark)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), $"/bcs/{RecordingCloud.Tenant}{target}") { Content = body };
        request.Headers.Add("Accept-Language", mark);
        return stack.Browser.Http.SendAsync(request);
    }

    /// <summary>The record of a call; that of a file is complete a moment after its last byte.</summary>
    private Task<AuditRecordDto> RecordAsync(string auditId) => Testing.Eventually.GetAsync(
        async () =>
        {
            using var answer = await stack.Browser.GetAsync($"/api/audit/{auditId}?tenant={RecordingCloud.Tenant}");
            var record = (await answer.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
            return record.Outcome == AuditOutcomes.Pending ? null : record;
        },
        "the outcome is recorded")!;
}
