using Portal.Design;
using Portal.Resources;

namespace Portal.Tests.Features.Operations;

public sealed class OperationNameTests
{
    [Theory]
    [InlineData("createBcsService", "99", "Create service")]
    [InlineData("createChannels", "04", "Create channels")]
    [InlineData(null, "99", "Create service")]
    [InlineData(null, "00", "Delete service")]
    [InlineData(null, "02", "Add organizations")]
    [InlineData(null, "03", "Change of a service (type 03)")]
    [InlineData(null, "05", "Join a consortium")]
    [InlineData(null, "06", "Operation of the cloud (type 06)")]
    [InlineData(null, "PLUGIN01-99", "Change of the RESTful API add-on")]
    [InlineData(null, "PLUGIN09-00", "Operation of the cloud (type PLUGIN09-00)")]
    [InlineData(null, null, "Started outside the portal")]
    public void Operation_is_called_by_its_call_or_else_by_what_the_cloud_certainly_says(string? operation, string? type, string name) =>
        Assert.Equal(name, OperationText.Name(new Texts(), Some.Operation() with { Operation = operation, Type = type }));
}
