using Bcs.Sandbox.Engine;

namespace Bcs.Sandbox.Control;

/// <summary>
/// User certificates and whether they are frozen, under <c>/sandbox/certificates</c>: the API itself has no call that shows it.
/// </summary>
internal static class CertificateEndpoints
{
    public static void MapCertificates(this IEndpointRouteBuilder sandbox) => sandbox.MapGet("/certificates", List);

    private static IReadOnlyList<CertificateShown> List(SandboxWorld world, SandboxClock clock)
    {
        lock (world.Gate)
        {
            var now = clock.Now;
            return
            [
                .. from tenant in world.Tenants
                   from service in tenant.Services
                   from authority in service.Authorities.Values
                   from user in authority.Users
                   select new CertificateShown(
                       tenant.Id, service.Id, authority.Organization, user.User, user.Serial, user.Hosted, user.Status(now), SandboxClock.FromNanoseconds(user.IssuedAt),
                       user.ChangesAt > 0 ? SandboxClock.FromNanoseconds(user.ChangesAt) : null),
            ];
        }
    }
}
