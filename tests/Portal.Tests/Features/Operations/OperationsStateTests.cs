using Portal.Contracts.Operations;
using Portal.Features.Operations;

namespace Portal.Tests.Features.Operations;

public sealed class OperationsStateTests
{
    private readonly OperationsState _state = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_checked_call_and_the_operation_it_became_are_one_row_in_either_order(bool operationFirst)
    {
        _state.Load([Some.Operation(1, OperationStatuses.Checking, "chk-7", "7")]);
        OperationDto[] pushed =
        [
            Some.Operation(1, OperationStatuses.Processing, "op-7", "7"),
            Some.Operation(2, OperationStatuses.Processing, "chk-7", "7") with { BecameId = "op-7" },
        ];

        foreach (var operation in operationFirst ? pushed : pushed.Reverse())
        {
            _state.Push(operation, firstPage: true, _ => true);
        }

        Assert.Equal("op-7", Assert.Single(_state.Items).Id);
    }

    [Fact]
    public void A_new_operation_comes_to_its_place_on_the_first_page_only()
    {
        _state.Load([Some.Operation(id: "old")]);
        var fresh = Some.Operation(id: "new", auditId: "b") with { StartedAt = Some.Start.AddMinutes(1) };

        _state.Push(fresh, firstPage: false, _ => true);
        Assert.Single(_state.Items);

        _state.Push(fresh, firstPage: true, _ => true);
        Assert.Equal(["new", "old"], _state.Items.Select(o => o.Id));
    }
}
