using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Consortium;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Contracts.Consortia;

namespace Portal.Bff.Features.Consortia;

/// <summary>Members and invitations of a tenant as upstream last told them. The version rises only when something changes.</summary>
internal sealed class ConsortiumSnapshot
{
    /// <summary>Tenant id.</summary>
    public required string Tenant { get; init; }

    public long Version { get; private set; }

    /// <summary>When upstream was last asked; null until it answered.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>Why the last attempt failed, or null.</summary>
    public string? Problem { get; private set; }

    public string InvitationsJson { get; private set; } = "[]";

    public string MembersJson { get; private set; } = "[]";

    public IReadOnlyList<ConsortiumNotification> Invitations => JsonSerializer.Deserialize<List<ConsortiumNotification>>(InvitationsJson, BcsJson.Options)!;

    public IReadOnlyList<ConsortiumMember> Members => JsonSerializer.Deserialize<List<ConsortiumMember>>(MembersJson, BcsJson.Options)!;

    /// <summary>Upstream answered. True if that is news.</summary>
    public bool Note(IReadOnlyList<ConsortiumNotification> invitations, IReadOnlyList<ConsortiumMember> members, DateTimeOffset now)
    {
        var (some, others) = (JsonSerializer.Serialize(invitations, BcsJson.Options), JsonSerializer.Serialize(members, BcsJson.Options));
        var news = Version == 0 || Problem is not null || some != InvitationsJson || others != MembersJson;
        (InvitationsJson, MembersJson, AsOf, Problem) = (some, others, now, null);
        return news && Raise();
    }

    /// <summary>Upstream could not be asked. True if that is news.</summary>
    public bool Fail(string problem)
    {
        var news = Problem != problem;
        Problem = problem;
        return news && Raise();
    }

    /// <summary>Something that is shown with it has changed.</summary>
    public bool Raise()
    {
        Version++;
        return true;
    }

    /// <summary>The state as it is shown.</summary>
    public ConsortiumDto ToDto(IEnumerable<Acceptance> acceptances) =>
        new(Tenant, Version, AsOf, Problem, Invitations, Members, [.. acceptances.OrderByDescending(a => a.CreatedAt).Select(a => a.ToDto())]);

    internal sealed class Mapping : IEntityTypeConfiguration<ConsortiumSnapshot>
    {
        public void Configure(EntityTypeBuilder<ConsortiumSnapshot> builder)
        {
            builder.ToTable("consortia");
            builder.HasKey(s => s.Tenant);
            builder.Ignore(s => s.Invitations);
            builder.Ignore(s => s.Members);
        }
    }
}
