using Portal.Bff.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

[Collection(PostgresCollection.Name)]
public sealed class AuditChainTests(PostgresFixture postgres)
{
    private const string Flip = "update audit_entries set bytes = {0} where seq = 7";

    public static TheoryData<string, string, int> Manipulations => new()
    {
        { "one byte of an entry", Flip, 7 },
        { "its leaf hash", "update audit_entries set leaf_hash = prev_hash where seq = 7", 7 },
        { "the previous leaf hash beside it", "update audit_entries set prev_hash = leaf_hash where seq = 7", 7 },
        { "its time", "update audit_entries set at = at + 10000 where seq = 7", 7 },
        { "its kind", "update audit_entries set kind = 2 where seq = 7", 7 },
        { "an entry in the middle is gone", "delete from audit_entries where seq = 7", 7 },
        { "the first is gone", "delete from audit_entries where seq = 1", 1 },
        {
            "an entry was put in",
            "update audit_entries set seq = seq + 1000 where seq > 6; update audit_entries set seq = seq - 999 where seq > 1000; "
            + "insert into audit_entries select tenant, 7, at, kind, null, prev_hash, leaf_hash, bytes from audit_entries where seq = 6", 7
        },
        {
            "two entries have changed places",
            "update audit_entries set seq = 1000 where seq = 7; update audit_entries set seq = 7 where seq = 8; update audit_entries set seq = 8 where seq = 1000", 7
        },
        { "the intent it settles", "update audit_entries set ref = 999 where seq = 8", 8 },
        { "another sequence's entry in its place", "delete from audit_entries where seq = 1 and tenant = 'harbor'; "
            + "update audit_entries set tenant = 'harbor' where tenant = 'meridian'", 1 },
    };

    [Theory, MemberData(nameof(Manipulations))]
    public async Task Verification_names_the_first_entry_that_was_tampered_with(string what, string sql, int firstBad)
    {
        foreach (var provider in (string[])["Sqlite", "Postgres"])
        {
            await using var database = await AuditDatabase.CreateAsync(provider, postgres);
            await using var host = await AuditHost.StartAsync(database);
            await FillAsync(host);
            Assert.Equal(new AuditVerdict(20, null, null), await host.VerifyAsync("harbor"));

            await database.ExecuteAsync(sql.Replace("{0}", provider == "Sqlite"
                ? "cast(replace(cast(bytes as text), 'operator', 'operatox') as blob)"
                : "set_byte(bytes, length(bytes) - 1, get_byte(bytes, length(bytes) - 1) # 1)", StringComparison.Ordinal));

            var verdict = await host.VerifyAsync("harbor");
            Assert.True(verdict.BadSeq == firstBad, $"{what} on {provider}: {verdict}");
            Assert.Equal(firstBad - 1, verdict.Entries);
        }
    }

    [Fact]
    public async Task Rehashed_entry_is_found_at_the_one_behind_it()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await AuditHost.StartAsync(database);
        await FillAsync(host);
        var row = (await host.EntriesAsync("harbor"))[6];
        var entry = AuditFormatReader.Decode(row.Bytes);
        var bytes = AuditFormat.Encode(entry.Place, AuditFormat.EncodeContent(entry.Call! with { Actor = new AuditActor("u-2", "other", "user") }, null));

        await database.ExecuteAsync(
            $"update audit_entries set bytes = x'{Convert.ToHexString(bytes)}', leaf_hash = x'{Convert.ToHexString(AuditFormat.LeafHash(bytes))}' where seq = 7");

        Assert.Equal(new AuditVerdict(7, 8, "It does not follow the entry before it."), await host.VerifyAsync("harbor"));
    }

    private static async Task FillAsync(AuditHost host)
    {
        for (var i = 0; i < 10; i++)
        {
            var intent = await host.Log.IntentAsync(SomeAudit.Call(), default);
            await host.Log.OutcomeAsync(intent, SomeAudit.Succeeded, default);
        }

        await host.Log.RecordAsync(SomeAudit.Call("meridian"), SomeAudit.Succeeded, default);
    }
}
