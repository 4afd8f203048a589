using System.Globalization;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Features.Services;
using Portal.Contracts.Certificates;

namespace Portal.Bff.Features.Certificates;

/// <summary>Which certificates are asked for; each part null or empty for all.</summary>
/// <param name="BlockchainId">Service.</param>
/// <param name="Kinds">Kinds.</param>
/// <param name="States">States.</param>
/// <param name="Stages">Stages.</param>
/// <param name="Ends">Month or year of the end.</param>
/// <param name="Newest">Leaves out those of which the same user has one that ends later.</param>
internal sealed record CertificateQuery(string? BlockchainId, IReadOnlyList<string> Kinds, IReadOnlyList<string> States, IReadOnlyList<string> Stages, string? Ends, bool Newest)
{
    private const string YearForm = "yyyy";

    /// <summary>Reads the parameters; the name of the one that is malformed in place of a query.</summary>
    public static (CertificateQuery? Query, string? Malformed) Read(string? blockchainId, string? kind, string? state, string? stage, string? ends, string? newest = null)
    {
        var query = new CertificateQuery(NullIfEmpty(blockchainId), Parts(kind), Parts(state), Parts(stage), NullIfEmpty(ends), newest == "true");
        return query.Kinds.Except(CertificateKinds.All).Any() ? (null, "kind")
            : query.States.Except(CertificateStates.All).Any() ? (null, "state")
            : query.Stages.Except(CertificateStages.All).Any() ? (null, "stage")
            : newest is not (null or "" or "true" or "false") ? (null, "newest")
            : query.Ends is not null && query.Period is null ? (null, "ends")
            : (query, null);
    }

    private (DateTimeOffset From, DateTimeOffset To)? Period =>
        Parse(Ends, CertificateMonthDto.Form) is { } month ? (month, month.AddMonths(1))
        : Parse(Ends, YearForm) is { } year ? (year, year.AddYears(1))
        : null;

    /// <summary>The certificates of a tenant that fit, each with whether its service was deleted.</summary>
    /// <param name="db">The database.</param>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="now">The moment, for the stages.</param>
    public IQueryable<Found> Apply(DbContext db, string tenant, DateTimeOffset now)
    {
        var gone = db.Set<ServiceSnapshot>().Where(s => s.Tenant == tenant && s.Gone).Select(s => s.Id);
        var rows = db.Set<CertificateRow>().AsNoTracking().Where(c => c.Tenant == tenant);
        if (BlockchainId is not null)
        {
            rows = rows.Where(c => c.BlockchainId == BlockchainId);
        }

        if (Kinds.Count > 0)
        {
            rows = rows.Where(c => Kinds.Contains(c.Kind));
        }

        if (States.Count > 0)
        {
            var withGone = States.Contains(CertificateStates.Gone);
            rows = rows.Where(c => (withGone && gone.Contains(c.BlockchainId)) || (States.Contains(c.State) && !gone.Contains(c.BlockchainId)));
        }

        if (Stages.Count > 0)
        {
            // What belongs to a service that is no more needs nobody's attention: it is in no stage.
            rows = InStages(rows.Where(c => !gone.Contains(c.BlockchainId)), now);
        }

        if (Period is { } period)
        {
            rows = rows.Where(c => c.EndsAt >= period.From && c.EndsAt < period.To);
        }

        if (Newest)
        {
            rows = rows.Where(c => !db.Set<CertificateRow>().Any(n =>
                n.Tenant == tenant && n.BlockchainId == c.BlockchainId && n.Organization == c.Organization && n.Kind == c.Kind && n.User == c.User
                && n.EndsAt > c.EndsAt && n.EndsAt < CertificateRow.NoEnd));
        }

        return rows.Select(c => new Found { Row = c, Gone = gone.Contains(c.BlockchainId) });
    }

    private IQueryable<CertificateRow> InStages(IQueryable<CertificateRow> rows, DateTimeOffset now)
    {
        var chosen = CertificateStages.All.ToDictionary(s => s, Stages.Contains);
        var (week, month, quarter, never) = (now.AddDays(7), now.AddDays(30), now.AddDays(90), CertificateRow.NoEnd);
        var (a, b, c, d, e, f) = (
            chosen[CertificateStages.Expired], chosen[CertificateStages.Week], chosen[CertificateStages.Month], chosen[CertificateStages.Quarter], chosen[CertificateStages.Later],
            chosen[CertificateStages.Unknown]);
        return rows.Where(r =>
            (a && r.EndsAt <= now) || (b && r.EndsAt > now && r.EndsAt <= week) || (c && r.EndsAt > week && r.EndsAt <= month)
            || (d && r.EndsAt > month && r.EndsAt <= quarter) || (e && r.EndsAt > quarter && r.EndsAt < never) || (f && r.EndsAt == never));
    }

    private static DateTimeOffset? Parse(string? text, string form) =>
        DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string[] Parts(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>A certificate and whether its service was deleted.</summary>
    internal sealed class Found
    {
        public required CertificateRow Row { get; init; }

        public bool Gone { get; init; }
    }
}
