using Bcs.Api.Services;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Lists the services of the project, 5.1.18.</summary>
internal static class ListServices
{
    public static Answer Handle(BcsCall call)
    {
        ServiceListItem[] items = [.. call.Tenant.Services.Select(s => new ServiceListItem { Id = s.Id, Name = s.Name })];
        return Answer.Ok(new ServiceList { Blockchains = items, Count = items.Length }, items.Length);
    }
}
