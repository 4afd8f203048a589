using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Live;

namespace Portal.Tests.Live;

public sealed class LiveRowsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_checked_call_and_the_operation_it_became_are_one_row_in_either_order(bool operationFirst)
    {
        IReadOnlyList<OperationDto> rows = [Some.Operation(1, OperationStatuses.Checking, "chk-7", "7")];
        OperationDto[] pushed =
        [
            Some.Operation(1, OperationStatuses.Processing, "op-7", "7"),
            Some.Operation(2, OperationStatuses.Processing, "chk-7", "7") with { BecameId = "op-7" },
        ];

        foreach (var operation in operationFirst ? pushed : pushed.Reverse())
        {
            rows = rows.With(operation, _ => true);
        }

        Assert.Equal("op-7", Assert.Single(rows).Id);
    }

    [Fact]
    public void A_new_operation_comes_to_its_place_if_it_fits()
    {
        IReadOnlyList<OperationDto> rows = [Some.Operation(id: "old")];
        var fresh = Some.Operation(id: "new", auditId: "b") with { StartedAt = Some.Start.AddMinutes(1) };

        Assert.Same(rows, rows.With(fresh, _ => false));
        Assert.Equal(["new", "old"], rows.With(fresh, _ => true).Select(o => o.Id));
        Assert.Equal(["old", "late"], rows.With(fresh with { Id = "late", StartedAt = Some.Start.AddMinutes(-1) }, _ => true).Select(o => o.Id));
    }

    [Fact]
    public void A_row_changes_in_place_whether_it_fits_or_not_unless_the_change_is_older()
    {
        IReadOnlyList<ServiceDto> rows = [Some.Service("a", version: 2), Some.Service("b")];

        Assert.Same(rows, rows.With(Some.Service("a", "renamed"), _ => true, (_, _) => 1));
        var changed = rows.With(Some.Service("a", "renamed", 3), _ => false, (_, _) => 1);

        Assert.Equal(["renamed", "cold-chain"], changed.Select(s => s.Name));
    }

    [Fact]
    public void Page_stays_the_same_while_its_rows_do()
    {
        var page = new Page<OperationDto>([Some.Operation()], "next");

        Assert.Same(page, page.With(page.Items));
        Assert.Equal(("next", 0), (page.With([]).Next, page.With([]).Items.Count));
    }
}
