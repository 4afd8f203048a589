using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Sessions;

/// <summary>A session in the store. The cookie's reference is kept only as a hash; the ticket is encrypted.</summary>
internal sealed class SessionRow
{
    /// <summary>SHA-256 of the reference in the cookie.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>Name of the session in audit, hub and lists.</summary>
    public required string Handle { get; init; }

    /// <summary>Stable id of the person.</summary>
    public required string UserId { get; init; }

    /// <summary>Provider of single sign-on in small letters; null for an IAM account.</summary>
    public string? Provider { get; init; }

    /// <summary>What the provider calls its session (<c>sid</c>), if it says so.</summary>
    public string? ProviderSession { get; init; }

    /// <summary>What the provider calls the person (<c>sub</c>).</summary>
    public string? ProviderSubject { get; init; }

    /// <summary>Serialized ticket, encrypted.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>Sign-in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last request, to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>End if nothing happens.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Address it was made from.</summary>
    public string? Address { get; init; }

    /// <summary>Browser it was made with.</summary>
    public string? UserAgent { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SessionRow>
    {
        public void Configure(EntityTypeBuilder<SessionRow> builder)
        {
            builder.ToTable("sessions");
            builder.HasKey(s => s.KeyHash);
            builder.HasIndex(s => s.Handle).IsUnique();
            builder.HasIndex(s => s.UserId);
            builder.HasIndex(s => s.ExpiresAt);
            builder.HasIndex(s => new { s.Provider, s.ProviderSession });
            builder.HasIndex(s => new { s.Provider, s.ProviderSubject });
        }
    }
}
