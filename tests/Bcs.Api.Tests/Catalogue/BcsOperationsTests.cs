using Bcs.Api.Catalogue;

using Portal.Testing;

namespace Bcs.Api.Tests.Catalogue;

public sealed class BcsOperationsTests
{
    public static TheoryData<string> Ids => [.. Contract.Operations.Select(o => o.Id)];

    [Fact]
    public void Catalogue_holds_exactly_the_operations_of_the_contract() =>
        Assert.Equal(Contract.Operations.Select(o => o.Id).Order(), BcsOperations.All.Select(o => o.Id).Order());

    [Fact]
    public void Catalogue_has_32_operations_with_different_routes()
    {
        Assert.Equal(32, BcsOperations.All.Count);
        Assert.Equal(32, BcsOperations.All.Select(o => (o.Method, o.Template)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Operation_is_as_the_contract_says(string id)
    {
        var expected = Contract.Operation(id);
        var operation = BcsOperations.Find(id);
        Assert.NotNull(operation);
        Assert.Equal((expected.Method, expected.Path, expected.Section), (operation.Method, operation.Template, operation.Section));
        Assert.Equal(expected.IsAsync, operation.Class is OperationClass.Async);
        if (Contract.Actions.TryGetValue(id, out var action))
        {
            Assert.Equal(action, operation.Action);
        }
        else
        {
            Assert.Contains(operation, (IEnumerable<BcsOperation>)[BcsOperations.ListAlarms, BcsOperations.GetAlarmStatistics]);
        }
    }

    [Fact]
    public void Request_fields_that_the_contract_marks_as_password_are_secret()
    {
        var secret = BcsOperations.CreateService.SecretFields;
        Assert.Contains("resource_password", secret);
        Assert.Contains("cce_create_info.init_node_pwd", secret);
        Assert.Contains("cce_create_info.init_node_password", secret);
        Assert.Contains("couchdb_info.password", secret);
    }

    [Fact]
    public void Find_with_an_unknown_id_gives_nothing() => Assert.Null(BcsOperations.Find("formatAllDisks"));
}
