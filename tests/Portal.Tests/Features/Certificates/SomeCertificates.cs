using Portal.Contracts;
using Portal.Contracts.Certificates;

namespace Portal.Tests.Features.Certificates;

/// <summary>Certificates as the BFF lists them.</summary>
internal static class SomeCertificates
{
    public static CertificateDto Certificate(
        string id, double days, string kind = CertificateKinds.Generated, string? user = "alice", string state = CertificateStates.Active, bool hosted = false, long version = 1) => new(
        id, PortalContext.Tenant, version, "service-1", "cold-chain", "organization", user, kind, hosted, "0a1b", "CN=" + user, Some.Start, DateTimeOffset.UtcNow.AddDays(days), state,
        $"organization-{user}.zip", 2048, new string('a', 64), "olivia", Some.Start, "harbor-000000000042", null);

    public static Page<CertificateDto> Page(params CertificateDto[] items) => new(items, null);

    public static CertificateCalendarDto Calendar(params CertificateDto[] items)
    {
        var now = DateTimeOffset.UtcNow;
        return new(
            now, items.Length,
            [.. CertificateStages.All.Select(s => new CertificateStageDto(s, items.Count(i => CertificateStages.Of(i.NotAfter, now) == s)))],
            [.. items.CountBy(i => i.NotAfter!.Value.UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)).OrderBy(m => m.Key).Select(m => new CertificateMonthDto(m.Key, m.Value))]);
    }
}
