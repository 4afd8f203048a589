using System.Diagnostics;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Iam;
using Portal.Bff.Tenants;
using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Iam;

public sealed class SqliteTokenVaultTests(SqliteStack stack) : TokenVaultTests(stack), IClassFixture<SqliteStack>;

public sealed class PostgresTokenVaultTests(PostgresStack stack) : TokenVaultTests(stack), IClassFixture<PostgresStack>;

public abstract class TokenVaultTests(Stack stack) : IAsyncLifetime
{
    private TokenVault Vault => stack.Bff.Services.GetRequiredService<TokenVault>();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => stack.Sandbox.FaultsAsync();

    [Fact]
    public async Task A_thousand_first_calls_of_one_tenant_make_one_call_to_iam()
    {
        var tenant = await TenantAsync("sunrise");
        await Vault.ForTenantAsync(tenant, default);
        await stack.Sandbox.FaultsAsync(new { operation = "iam", latencyMs = 200 });
        var before = await stack.Sandbox.LastCallAsync();

        // The polls ask for the same token meanwhile; they are among those who wait for the one call, or make it first.
        await DropAsync(tenant);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Vault.ForTenantAsync(tenant, default).AsTask()));

        Assert.All(answers, a => Assert.IsType<TokenLookup.Found>(a));
        Assert.InRange((await stack.Sandbox.CallsAsync(before)).Count(c => c.Operation == "iam" && c.Tenant == "sunrise"), 0, 1);
    }

    [Fact]
    public async Task A_rejected_token_is_replaced_once_and_a_newer_one_is_left_alone()
    {
        var tenant = await TenantAsync("sunrise");
        var first = Assert.IsType<TokenLookup.Found>(await Vault.ForTenantAsync(tenant, default)).Token;

        await Vault.RejectAsync(IamTokenRow.TenantOwner, tenant.Id, first, default);
        var second = Assert.IsType<TokenLookup.Found>(await Vault.ForTenantAsync(tenant, default)).Token;
        await Vault.RejectAsync(IamTokenRow.TenantOwner, tenant.Id, first, default);
        var third = Assert.IsType<TokenLookup.Found>(await Vault.ForTenantAsync(tenant, default)).Token;

        Assert.NotEqual(first, second);
        Assert.Equal(second, third);
    }

    [Fact]
    public async Task Iam_down_is_asked_once_in_a_while_and_the_other_tenants_do_not_notice()
    {
        var tenant = await TenantAsync("meridian");
        var other = await TenantAsync("sunrise");
        var before = await stack.Sandbox.LastCallAsync();
        var started = Stopwatch.GetTimestamp();
        await stack.Sandbox.FaultsAsync(new { operation = "iam", tenant = "meridian", status = 503, code = "IAM.0001" });

        // Only now: the poll of the tenant would bring a new one, and may be about to, from a call that was not refused yet.
        await Eventually.TrueAsync(
            async () =>
            {
                await DropAsync(tenant);
                return await Vault.ForTenantAsync(tenant, default) is TokenLookup.Unavailable;
            },
            "the tenant to be without a token");

        var answers = new List<TokenLookup>();
        for (var i = 0; i < 50; i++)
        {
            answers.Add(await Vault.ForTenantAsync(tenant, default));
        }

        Assert.All(answers, a => Assert.IsType<TokenLookup.Unavailable>(a));

        // One at once and one after each pause of three seconds, however slow the machine is.
        var asked = (await stack.Sandbox.CallsAsync(before)).Count(c => c.Operation == "iam" && c.Tenant == "meridian");
        Assert.InRange(asked, 1, 2 + (int)(Stopwatch.GetElapsedTime(started).TotalSeconds / 3));
        Assert.IsType<TokenLookup.Found>(await Vault.ForTenantAsync(other, default));
    }

    [Fact]
    public async Task Background_work_recovers_by_itself_from_a_token_that_dies_early()
    {
        var clients = stack.Bff.Services.GetRequiredService<ITenantClients>();
        await stack.Sandbox.FaultsAsync(new { operation = "queryFlavors", tenant = "sunrise", expireTokens = true, count = 1 });

        var answer = await (await clients.ForAsync("sunrise", default))!.ListFlavorsAsync();

        Assert.IsType<Bcs.Api.Client.BcsResult<Bcs.Api.Quotas.FlavorList>.Ok>(answer);
    }

    [Fact]
    public void A_token_is_not_printed_by_accident() =>
        Assert.DoesNotContain("SBXSECRET", $"{new TokenLookup.Found("SBXSECRET")} {new StoredToken("SBXSECRET", default)}", StringComparison.Ordinal);

    private async Task<Tenant> TenantAsync(string id) =>
        (await stack.Bff.Services.GetRequiredService<TenantDirectory>().FindAsync(id, default))!;

    private Task DropAsync(Tenant tenant) =>
        stack.Bff.Services.GetRequiredService<TokenStore>().RemoveAsync(IamTokenRow.TenantOwner, tenant.Id, default);
}
