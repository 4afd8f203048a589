using System.Globalization;

using Bcs.Api.Quotas;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Quotas;

/// <summary>Tells the limits of the editions, 5.1.15. Its page parameters are checked and have no effect on the one object.</summary>
internal static class ListFlavors
{
    private const int MostRecords = 1000;

    public static Answer Handle(BcsCall call)
    {
        if (!InRange(call.Query["limit"], 1, MostRecords))
        {
            return BcsFaults.Parameter("limit", $"must be 1 to {MostRecords}");
        }

        return InRange(call.Query["offset"], 0, int.MaxValue)
            ? Answer.Ok(new FlavorList { EnterpriseSpec = new InstanceSpec { OrgPeerMaxNum = 5, OrdererMaxNum = 10, MemberMaxNum = 50 } })
            : BcsFaults.Parameter("offset", "must not be negative");
    }

    private static bool InRange(string? value, int least, int most) =>
        string.IsNullOrEmpty(value)
        || (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);
}
