using Bcs.Api.Quotas;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Quotas;

/// <summary>Tells how many services the project may have and has, 5.1.14.</summary>
internal static class ListQuotas
{
    private const int Most = 100;

    public static Answer Handle(BcsCall call)
    {
        var used = call.Tenant.Services.Count;
        return Answer.Ok(
            new QuotaList
            {
                Resources =
                [
                    new ResourceQuota
                    {
                        Type = "instance", Unit = "", Min = 0, Max = Most, Quota = call.Tenant.ServiceQuota, Used = used, Free = call.Tenant.ServiceQuota - used,
                    },
                ],
            },
            1);
    }
}
