using Portal.Contracts.Operations;
using Portal.Live;

namespace Portal.Tests.Live;

public sealed class TrayStateTests
{
    private TrayState _tray = TrayState.Empty;

    [Fact]
    public void What_runs_is_counted()
    {
        _tray = _tray.With([Some.Operation(id: "a"), Some.Operation(id: "b", status: OperationStatuses.Finished), Some.Operation(id: "c", status: OperationStatuses.Checking, auditId: "c")]);

        Assert.Equal(2, _tray.Running.Count);
        Assert.Equal(0, _tray.FinishedSinceLook);
    }

    [Fact]
    public void What_ends_is_counted_until_someone_looks()
    {
        _tray = _tray.With([Some.Operation(1, id: "a")]);

        Assert.False(_tray.Ends(Some.Operation(2, id: "a")));
        Assert.True(_tray.Ends(Some.Operation(2, OperationStatuses.Finished, "a")));
        _tray = _tray.With(Some.Operation(2, OperationStatuses.Finished, "a"));
        Assert.False(_tray.Ends(Some.Operation(3, OperationStatuses.Finished, "a")));
        Assert.Equal((0, 1), (_tray.Running.Count, _tray.FinishedSinceLook));

        _tray = _tray.Seen();
        Assert.Equal(0, _tray.FinishedSinceLook);
    }

    [Theory]
    [InlineData(OperationStatuses.Failed, true)]
    [InlineData(OperationStatuses.Unknown, true)]
    [InlineData(OperationStatuses.Finished, false)]
    public void What_ends_badly_is_told_apart_until_someone_looks(string status, bool trouble)
    {
        _tray = _tray.With([Some.Operation(1, id: "a"), Some.Operation(1, id: "b")]);

        _tray = _tray.With(Some.Operation(2, status, "a"));
        _tray = _tray.With(Some.Operation(2, OperationStatuses.Finished, "b"));
        Assert.Equal(trouble, _tray.TroubleSinceLook);

        _tray = _tray.Seen();
        Assert.False(_tray.TroubleSinceLook);
    }

    [Fact]
    public void A_checked_call_and_the_operation_it_became_are_one()
    {
        _tray = _tray.With([Some.Operation(1, OperationStatuses.Checking, "chk-7", "7")]);

        _tray = _tray.With(Some.Operation(1, OperationStatuses.Processing, "BCSSVC01-99-1", "7"));

        _tray = _tray.With(Some.Operation(2, OperationStatuses.Processing, "chk-7", "7") with { BecameId = "BCSSVC01-99-1" });

        Assert.Equal("BCSSVC01-99-1", Assert.Single(_tray.Shown).Id);
    }

    [Fact]
    public void No_more_than_the_newest_are_kept()
    {
        _tray = _tray.With(Enumerable.Range(0, 20).Select(i => Some.Operation(id: $"op-{i}", auditId: $"{i}") with { StartedAt = Some.Start.AddMinutes(i) }));

        Assert.Equal(TrayState.Size, _tray.Shown.Count);
        Assert.Equal("op-19", _tray.Shown[0].Id);
    }
}
