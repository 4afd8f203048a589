using System.Globalization;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Http;
using Portal.Contracts.Audit;

namespace Portal.Bff.Features.AuditReview;

/// <summary>Reads the query string of the list; each failure names its parameter.</summary>
internal static class AuditQueryParser
{
    private static readonly string[] Outcomes =
        [AuditOutcomes.Pending, AuditOutcomes.Succeeded, AuditOutcomes.Failed, AuditOutcomes.Denied, AuditOutcomes.Cancelled, AuditOutcomes.Unknown];

    /// <summary>The query, or what is wrong with the parameters.</summary>
    public static (AuditQuery? Query, string? Error) Parse(IQueryCollection parameters, string tenant)
    {
        string? error = null;
        var query = new AuditQuery
        {
            Tenant = tenant,
            From = Time("from"),
            To = Time("to"),
            Actor = Text("actor"),
            Action = Text("action"),
            Resource = Text("resource"),
            Outcome = Text("outcome"),
            Text = Text("q"),
            Background = One("background") switch { null or "" or "false" => false, "true" => true, _ => Wrong<bool>("background", "true or false") },
            Cursor = Text("cursor") is { } cursor ? AuditCursor.TryParse(cursor) ?? Wrong<AuditCursor>("cursor", "the next of a page before") : null,
            Limit = Limit(),
        };
        if (query.Outcome is { } outcome && !Outcomes.Contains(outcome, StringComparer.Ordinal))
        {
            Wrong<string>("outcome", string.Join(", ", Outcomes));
        }

        return error is null ? (query, null) : (null, error);

        T? Wrong<T>(string name, string expected)
        {
            error ??= $"{name}: expected {expected}.";
            return default;
        }

        string? One(string name) =>
            parameters[name] is { Count: > 1 } ? Wrong<string>(name, "one value") : parameters[name].ToString() is { Length: > 0 } value ? value : null;

        string? Text(string name) =>
            One(name) is not { } value ? null
            : value.Length <= AuditQuery.MaximalText && !value.Contains('\0', StringComparison.Ordinal) ? value
            : Wrong<string>(name, $"at most {AuditQuery.MaximalText} characters");

        DateTimeOffset? Time(string name) =>
            One(name) is not { } value ? null
            : QueryTime.Read(value) ?? Wrong<DateTimeOffset?>(name, QueryTime.Expected);

        int Limit() =>
            One("limit") is not { } value ? AuditQuery.DefaultLimit
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= AuditQuery.MaximalLimit
                ? limit : Wrong<int>("limit", $"1 to {AuditQuery.MaximalLimit}");
    }
}
