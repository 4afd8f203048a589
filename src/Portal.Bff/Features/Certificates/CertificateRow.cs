using System.Security.Cryptography;
using System.Text;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Contracts.Certificates;

namespace Portal.Bff.Features.Certificates;

/// <summary>A certificate that the portal handed out: public facts only.</summary>
internal sealed class CertificateRow
{
    /// <summary>Stands for an end that could not be read; it sorts last.</summary>
    public static readonly DateTimeOffset NoEnd = DateTimeOffset.MaxValue;

    private const int LongestText = 256;

    private CertificateRow()
    {
    }

    public required string Tenant { get; init; }

    public required string Id { get; init; }

    public long Version { get; private set; } = 1;

    public required string BlockchainId { get; init; }

    public string? BlockchainName { get; private set; }

    public required string Organization { get; init; }

    public string? User { get; init; }

    public required string Kind { get; init; }

    public bool Hosted { get; init; }

    public string? Serial { get; init; }

    public string? Subject { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it ends; <see cref="NoEnd"/> if that could not be read.</summary>
    public DateTimeOffset EndsAt { get; init; }

    public string State { get; private set; } = CertificateStates.Active;

    /// <summary>When the freezing or unfreezing that the cloud accepted last is certain to be in effect; null while there is none.</summary>
    public DateTimeOffset? SettlesAt { get; private set; }

    public string? FileName { get; private set; }

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; } = "";

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string AuditId { get; private set; } = "";

    public string? Reason { get; private set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The row of a certificate that was handed out for the first time.</summary>
    public static CertificateRow From(HandedOut handed) => new()
    {
        Tenant = handed.Tenant, Id = IdOf(handed), BlockchainId = handed.BlockchainId, Organization = Text(handed.Organization)!, User = Text(handed.User),
        Kind = handed.Kind, Hosted = handed.Hosted, Serial = handed.Facts?.Serial, Subject = Text(handed.Facts?.Subject), NotBefore = handed.Facts?.NotBefore,
        EndsAt = handed.Facts?.EndsAt ?? NoEnd,
    };

    /// <summary>
    /// The same certificate of the same kind has the same id, however often it is downloaded. A file that cannot be read is known by its content.
    /// </summary>
    public static string IdOf(HandedOut handed)
    {
        var parts = string.Join('\n', handed.BlockchainId, handed.Organization, handed.Kind, handed.User, handed.Facts?.Serial ?? "file " + handed.File.Sha256);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, 12));
    }

    /// <summary>It was handed out.</summary>
    /// <param name="handed">What, to whom and why.</param>
    /// <param name="service">Name of its service, or null if it is not known.</param>
    /// <param name="known">False for a new row.</param>
    /// <param name="now">The moment.</param>
    public void NoteHandedOut(HandedOut handed, string? service, bool known, DateTimeOffset now)
    {
        (FileName, Bytes, Sha256) = (Text(handed.File.Name), handed.File.Bytes, handed.File.Sha256);
        (By, At, AuditId, Reason) = (Text(handed.By)!, now, handed.AuditId, Text(handed.Reason));
        BlockchainName = service ?? BlockchainName;
        Version += known ? 1 : 0;
        ChangedAt = now;
    }

    /// <summary>The cloud accepted to freeze or unfreeze it.</summary>
    public void NoteFreezing(bool freezes, DateTimeOffset settlesAt, DateTimeOffset now)
    {
        State = freezes ? CertificateStates.Freezing : CertificateStates.Unfreezing;
        SettlesAt = settlesAt;
        Version++;
        ChangedAt = now;
    }

    /// <summary>Freezing or unfreezing it was sent, and it is not known whether the cloud did it. False if that is no news.</summary>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="settlesAt">When it would be in effect, had it been accepted in that moment.</param>
    /// <param name="now">The moment.</param>
    public bool NoteUnclear(DateTimeOffset sentAt, DateTimeOffset settlesAt, DateTimeOffset now)
    {
        // One that was made since was not meant, and of one that the cloud has frozen or unfrozen since it is known how it is.
        if (State == CertificateStates.Unclear || At > sentAt || SettlesAt > settlesAt)
        {
            return false;
        }

        State = CertificateStates.Unclear;
        SettlesAt = null;
        Version++;
        ChangedAt = now;
        return true;
    }

    /// <summary>What was accepted is in effect by now. False if it is not, or nothing was.</summary>
    public bool Settle(DateTimeOffset now)
    {
        if (State is not (CertificateStates.Freezing or CertificateStates.Unfreezing) || SettlesAt > now)
        {
            return false;
        }

        State = State == CertificateStates.Freezing ? CertificateStates.Frozen : CertificateStates.Active;
        Version++;
        ChangedAt = now;
        return true;
    }

    /// <summary>The certificate as it is shown.</summary>
    /// <param name="gone">True if its service was deleted.</param>
    public CertificateDto ToDto(bool gone) => new(
        Id, Tenant, Version, BlockchainId, BlockchainName, Organization, User, Kind, Hosted, Serial, Subject, NotBefore, EndsAt == NoEnd ? null : EndsAt,
        gone ? CertificateStates.Gone : State, FileName, Bytes, Sha256, By, At, AuditId, Reason);

    // Upstream's and people's words, so that both databases take them.
    private static string? Text(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var plain = new string([.. text.EnumerateRunes().Where(r => !Rune.IsControl(r)).SelectMany(r => r.ToString())]);
        return plain.Length <= LongestText ? plain : plain[..(char.IsHighSurrogate(plain[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }

    internal sealed class Mapping : IEntityTypeConfiguration<CertificateRow>
    {
        public void Configure(EntityTypeBuilder<CertificateRow> builder)
        {
            builder.ToTable("certificates");
            builder.HasKey(c => new { c.Tenant, c.Id });
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => new { c.Tenant, c.EndsAt, c.Id });
            builder.HasIndex(c => c.SettlesAt);
        }
    }
}
