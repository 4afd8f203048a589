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

    private async Task AssertFitsAsync(string operation, string path)
    {
        var body = await Sandbox.GetAsync(path);
        Assert.Empty(Contract.Violations(body, Contract.ResponseSchema(operation)).Except(LiveDifferences));
    }
}
