using System.Text.Json;

using Bcs.Api.Consortium;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Bff.Identity;
using Portal.Contracts.Consortia;
using Portal.Contracts.Operations;

namespace Portal.Bff.Features.Consortia;

/// <summary>
/// An acceptance of an invitation for which a service is created first. It is stored before the service is asked for, waits for the service by its
/// name, which is unique in the project, and is sent once the service runs.
/// </summary>
internal sealed class Acceptance
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required string Tenant { get; init; }

    public required string Id { get; init; }

    public required string ChannelName { get; init; }

    public required string InvitorBcsId { get; init; }

    public string? InvitorName { get; init; }

    public required string ServiceName { get; init; }

    public required string OrganizationsJson { get; init; }

    /// <summary>Who asked; what this person may do is looked at again when the acceptance is sent.</summary>
    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>The groups in which this person was, a line each; null for none.</summary>
    public string? UserGroups { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string Status { get; private set; } = AcceptanceStatuses.Creating;

    public string? ServiceId { get; private set; }

    /// <summary>When it was last sent; null before.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Upstream has certainly taken it.</summary>
    public bool Taken { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public IReadOnlyList<string> Organizations => JsonSerializer.Deserialize<List<string>>(OrganizationsJson, Json)!;

    /// <summary>To whom the rights have to be given by which it is sent.</summary>
    public Holder Holder => new(UserId, UserGroups?.Split('\n') ?? []);

    /// <summary>A new acceptance.</summary>
    public static Acceptance Of(string tenant, AcceptanceRequest request, string? invitor, PortalSession person, DateTimeOffset now) => new()
    {
        Tenant = tenant, Id = Guid.NewGuid().ToString("N"), ChannelName = request.ChannelName!, InvitorBcsId = request.InvitorBcsId!, InvitorName = invitor,
        ServiceName = request.ServiceName!, OrganizationsJson = JsonSerializer.Serialize(request.Organizations, Json),
        UserId = person.UserId, UserName = person.UserName, UserGroups = person.Groups.Count > 0 ? string.Join('\n', person.Groups) : null, CreatedAt = now,
    };

    /// <summary>True if it answers this invitation.</summary>
    public bool Answers(ConsortiumNotification invitation) =>
        invitation.ChannelName == ChannelName && invitation.InvitorInfo?.InvitorBcsId == InvitorBcsId;

    /// <summary>True if it is what this request of this person asks for.</summary>
    public bool IsOf(AcceptanceRequest request, string userId) =>
        userId == UserId && request.ServiceName == ServiceName && Organizations.Order().SequenceEqual(request.Organizations!.Order());

    /// <summary>The service it waits for is there and runs; the acceptance is about to be sent.</summary>
    public void Send(string serviceId, DateTimeOffset now) => (Status, ServiceId, SentAt, Taken) = (AcceptanceStatuses.Accepting, serviceId, now, false);

    /// <summary>Upstream has taken it, or is seen at work on it.</summary>
    public void NoteTaken() => Taken = true;

    /// <summary>Upstream was busy: it is sent again later.</summary>
    public void NoteBusy() => Status = AcceptanceStatuses.Creating;

    /// <summary>It has ended.</summary>
    public void End(string status, DateTimeOffset now, string? code = null, string? message = null) =>
        (Status, EndedAt, ErrorCode, ErrorMessage) = (status, now, code, message);

    public AcceptanceDto ToDto() => new(
        Id, Tenant, Status, ChannelName, InvitorBcsId, InvitorName, ServiceName, ServiceId, Organizations, UserName, CreatedAt, EndedAt,
        ErrorCode is null ? null : new OperationErrorDto(ErrorCode, ErrorMessage));

    internal sealed class Mapping : IEntityTypeConfiguration<Acceptance>
    {
        public void Configure(EntityTypeBuilder<Acceptance> builder)
        {
            builder.ToTable("acceptances");
            builder.HasKey(a => new { a.Tenant, a.Id });
            builder.Ignore(a => a.Organizations);
            builder.Ignore(a => a.Holder);

            // Somebody may give it up in the moment in which it is sent: one of the two is first.
            builder.Property(a => a.Status).IsConcurrencyToken();

            // Whoever asks at the same moment, here or at another instance, one of them is first.
            builder.HasIndex(a => new { a.Tenant, a.InvitorBcsId, a.ChannelName }).IsUnique()
                .HasFilter($"\"Status\" IN ('{AcceptanceStatuses.Creating}', '{AcceptanceStatuses.Accepting}')");
        }
    }
}
