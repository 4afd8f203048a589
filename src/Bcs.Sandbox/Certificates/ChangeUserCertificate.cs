using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Certificates;

/// <summary>
/// Freezes and unfreezes a user certificate, 5.1.13 and 5.1.12: the uploaded one, or without an upload the one that the system hosts.
/// It takes effect 30 to 60 simulated seconds later. Both are accepted at any time, and the last one wins.
/// </summary>
internal static class ChangeUserCertificate
{
    private const double Second = 1_000_000_000;

    public static Answer Freeze(BcsCall call) => Change(call, frozen: true);

    public static Answer Unfreeze(BcsCall call) => Change(call, frozen: false);

    private static Answer Change(BcsCall call, bool frozen)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (CertificateUpload.Read(call.ContentType, call.Body, out var upload) is { } unreadable)
        {
            return unreadable;
        }

        using (upload)
        {
            if (CertificateRules.RefuseChange(call, service) is { } refusal)
            {
                return refusal;
            }

            if (CertifiedOrganization.Find(service, call.Value("org_name")) is not { IsOrderer: false } organization)
            {
                return BcsFaults.OrganizationUnknown;
            }

            var user = call.Value("user_name");
            var authority = new CertificateAuthority(call.World, service, organization);
            var found = upload is null ? authority.State().Users.Find(u => u.Hosted && u.User == user) : authority.Find(upload);
            if (found is null || found.User != user)
            {
                return BcsFaults.Parameter("file", upload is null
                    ? "is required, the system hosts no certificate of this user"
                    : "must hold a certificate of this user that this organization issued");
            }

            if (found.Frozen != frozen)
            {
                found.Frozen = frozen;
                found.ChangesAt = call.Now + (long)((30 + (30 * Seeded.Fraction(call.World.Seed, call.World.NextName("freeze")))) * Second);
            }
        }

        return Answer.Ok(new { result = "success" });
    }
}
