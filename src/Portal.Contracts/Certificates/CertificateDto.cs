using System.Globalization;

namespace Portal.Contracts.Certificates;

/// <summary>A certificate that the portal handed out: what is public about it, never its key. The same in the API and in <c>CertificateChanged</c>.</summary>
/// <param name="Id">Id within the tenant; the same certificate of the same kind keeps it.</param>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Version">Counts the stored changes from 1; a lower version is older.</param>
/// <param name="BlockchainId">Service it belongs to.</param>
/// <param name="BlockchainName">Name of that service, or null if it was not known.</param>
/// <param name="Organization">Organisation it belongs to.</param>
/// <param name="User">Name of its user; null for an authority.</param>
/// <param name="Kind">One of <see cref="CertificateKinds"/>.</param>
/// <param name="Hosted">True if the service keeps a copy of it, so that it is frozen without a file.</param>
/// <param name="Serial">Serial number, lower-case hex; null if the file could not be read.</param>
/// <param name="Subject">Subject; null if the file could not be read.</param>
/// <param name="NotBefore">Start of its validity, UTC; null if the file could not be read.</param>
/// <param name="NotAfter">When the file stops being of use, UTC: the end of whichever certificate in it ends first. Null if the file could not be read.</param>
/// <param name="State">One of <see cref="CertificateStates"/>.</param>
/// <param name="FileName">Name of the file, or null.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
/// <param name="By">Name of the person who got it last.</param>
/// <param name="At">When, UTC.</param>
/// <param name="AuditId">Audit record of that.</param>
/// <param name="Reason">The reason that was given then, or null.</param>
public sealed record CertificateDto(
    string Id, string Tenant, long Version, string BlockchainId, string? BlockchainName, string Organization, string? User, string Kind, bool Hosted,
    string? Serial, string? Subject, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, string State,
    string? FileName, long Bytes, string Sha256, string By, DateTimeOffset At, string AuditId, string? Reason);

/// <summary>When the certificates of a tenant end.</summary>
/// <param name="AsOf">When it was counted, UTC.</param>
/// <param name="Total">How many certificates there are.</param>
/// <param name="Stages">Certificates by stage, every stage of <see cref="CertificateStages"/> once.</param>
/// <param name="Months">Months in which certificates end, the earliest first; those without any are left out.</param>
public sealed record CertificateCalendarDto(DateTimeOffset AsOf, int Total, IReadOnlyList<CertificateStageDto> Stages, IReadOnlyList<CertificateMonthDto> Months);

/// <summary>How many certificates are in a stage.</summary>
/// <param name="Stage">One of <see cref="CertificateStages"/>.</param>
/// <param name="Count">How many.</param>
public sealed record CertificateStageDto(string Stage, int Count);

/// <summary>How many certificates end in a month.</summary>
/// <param name="Month"><c>yyyy-MM</c>, UTC.</param>
/// <param name="Count">How many.</param>
public sealed record CertificateMonthDto(string Month, int Count)
{
    /// <summary>How a month is written.</summary>
    public const string Form = "yyyy-MM";

    /// <summary>The month of a moment, UTC.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);
}
