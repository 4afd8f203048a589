using System.Text.Json;

using Microsoft.Data.Sqlite;

using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

public sealed class AuditHealthTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Writer_sees_by_itself_that_it_cannot_record_and_then_that_it_can_and_says_so_in_the_log()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await AuditHost.StartAsync(database, settings: ("Audit:CommitTimeout", "00:00:01"));
        var health = host.Get<AuditHealth>();
        Assert.True(health.CanRecord);

        await using (var other = new SqliteConnection(database.ConnectionString + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);

            // Nobody records anything meanwhile.
            await Eventually.TrueAsync(() => !health.CanRecord, "the idle writer to notice", Guard);
            Assert.IsType<AuditUnavailableException>(await Record.ExceptionAsync(() => host.Log.IntentAsync(SomeAudit.Call(), default).AsTask()));
        }

        await Eventually.TrueAsync(() => health.CanRecord, "the writer to recover without a caller", Guard);
        async Task<List<AuditEntryRow>> ToldAsync() =>
            [.. (await host.EntriesAsync(AuditCall.PortalTenant)).Where(e => AuditFormatReader.Decode(e.Bytes).Call?.Operation == AuditEvents.AuditInterrupted)];
        await Eventually.TrueAsync(async () => (await ToldAsync()).Count > 0, "the log to tell of it, which it can do a moment later", Guard);
        var told = Assert.Single(await ToldAsync());
        using var request = JsonDocument.Parse(AuditFormatReader.Decode(told.Bytes).Call!.Request!);
        Assert.True(request.RootElement.GetProperty("from").GetDateTimeOffset() < request.RootElement.GetProperty("to").GetDateTimeOffset());
        Assert.True((await host.VerifyAsync(AuditCall.PortalTenant)).Intact);
    }

    [Fact]
    public async Task Failure_of_the_database_elsewhere_counts_until_the_writer_has_looked()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await AuditHost.StartAsync(database);
        var health = host.Get<AuditHealth>();

        health.Doubt();

        await Eventually.TrueAsync(() => health.CanRecord, "the writer to look", Guard);
        Assert.Empty(await host.EntriesAsync(AuditCall.PortalTenant));
    }
}
