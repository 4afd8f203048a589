namespace Bcs.Sandbox.Tests;

/// <summary>What the emulator answers fits the schemas of the contract.</summary>
public sealed class ConformanceTests : SandboxTest
{
    /// <summary>Where the live service differs from the reference's tables.</summary>
    private static readonly string[] LiveDifferences =
    [
        // Sent in both spellings.
        "$.dms_kafka_info.order_fade_enable: not declared",
        // Lower case on the wire.
        "$.basic_info.cluster_type: \"cce\" is not in the list",
        // A name, whatever the table's type.
        "$.notifications[0].invitee_info.invitee_name: string, not integer",
        // By which a caller tells a member from an invitation; a server may add it.
        "$.members[0].status: not declared",
    ];

    [Fact]
    public async Task Answers_fit_the_contract_while_a_service_is_made_and_after()
    {
        var (id, operation) = await Sandbox.CreateServiceAsync();
        foreach (var seconds in new[] { 0, 30, 60, 200 })
        {
            Sandbox.Advance(seconds);
            await AssertFitsAsync("queryBcsService", $"/blockchains/{id}");
            await AssertFitsAsync("queryBcsServiceCreationStatus", $"/blockchains/{id}/status");
            await AssertFitsAsync("queryChannelInformation", $"/blockchains/{id}/channels");
            await AssertFitsAsync("queryPeerInformation", $"/blockchains/{id}/nodes");
            await AssertFitsAsync("queryAsynchronousOperationResults", $"/operation/record?operation_id={operation}");
            await AssertFitsAsync("queryBcsServiceList", "/blockchains");
            await AssertFitsAsync("queryQuotas", "/quotas");
            await AssertFitsAsync("queryFlavors", "/blockchains/flavors");
        }
    }

    [Fact]
    public async Task Record_of_a_failed_operation_fits_the_contract()
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", failAtStep = new { step = "Deploy Peers", code = "BCS.4001049", message = "cluster" } });
        await Sandbox.CreateServiceAsync();
        Sandbox.Advance(200);
        await AssertFitsAsync("queryAsynchronousOperationResults", "/operation/record?operation_status=failed");
    }

    [Fact]
    public async Task Answers_about_a_consortium_fit_the_contract_on_both_sides()
    {
        var founder = await Sandbox.UnionAsync("founder", "harbor", "port", "trade");
        var member = await Sandbox.UnionAsync("member", "meridian", "foods", "supply");
        await Sandbox.InviteAsync(founder, "trade", "harbor", "meridian");
        await FitOnBothSidesAsync();
        await Sandbox.AcceptAsync(Some.Acceptance("trade", "harbor", founder, "founder", "meridian", member, "member", "foods"), "meridian");
        await FitOnBothSidesAsync();
        await AssertFitsAsync("queryBcsService", $"/blockchains/{founder}");
        await AssertFitsAsync("queryChannelInformation", $"/blockchains/{member}/channels", "meridian");
        await AssertFitsAsync("queryAsynchronousOperationResults", "/operation/record", "meridian");

        async Task FitOnBothSidesAsync()
        {
            foreach (var tenant in new[] { "harbor", "meridian" })
            {
                await AssertFitsAsync("queryAllNotifications", "/notifications", tenant);
                await AssertFitsAsync("listConsortiumMembers", "/members", tenant);
            }
        }
    }

    private async Task AssertFitsAsync(string operation, string path, string tenant = "harbor")
    {
        var body = await Sandbox.GetAsync(path, tenant);
        Assert.Empty(Contract.Violations(body, Contract.ResponseSchema(operation)).Except(LiveDifferences));
    }
}
