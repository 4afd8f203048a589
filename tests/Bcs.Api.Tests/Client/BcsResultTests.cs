using Bcs.Api.Client;

namespace Bcs.Api.Tests.Client;

public sealed class BcsResultTests
{
    [Fact]
    public void Another_answer_keeps_all_that_is_said_of_the_call()
    {
        var error = new BcsError(409, "BCS.4001018", "taken") { AuditId = "a-1" };

        Assert.Equal(new BcsResult<string>.Ok("7", "a-1"), new BcsResult<int>.Ok(7, "a-1").Map(Text));
        Assert.Equal(new BcsResult<string>.Refused(error), new BcsResult<int>.Refused(error).Map(Text));
        Assert.Equal(new BcsResult<string>.NotSent("ConnectionRefused"), new BcsResult<int>.NotSent("ConnectionRefused").Map(Text));
        Assert.Equal(
            new BcsResult<string>.Unclear("NotJson", 502) { RetryAfter = TimeSpan.FromSeconds(3) },
            new BcsResult<int>.Unclear("NotJson", 502) { RetryAfter = TimeSpan.FromSeconds(3) }.Map(Text));
    }

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
