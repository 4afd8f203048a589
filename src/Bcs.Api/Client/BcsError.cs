using System.Globalization;
using System.Text.Json;

using Bcs.Api.Errors;

namespace Bcs.Api.Client;

/// <summary>A complete, well-formed refusal: by BCS (<c>error_code</c>), by IAM, or by the portal's gateway (<c>code</c>).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The code, or the empty string if the body names none.</param>
/// <param name="Message">The message as it was sent.</param>
public sealed record BcsError(int Status, string Code, string Message)
{
    /// <summary>How long to wait, from <c>Retry-After</c>; null if it was not sent.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Audit record of the call, if it went through the portal's gateway.</summary>
    public string? AuditId { get; init; }

    /// <summary>The whole body.</summary>
    public JsonElement Body { get; init; }

    /// <summary>The catalogue's explanation and remedy, or null for a code that it does not know.</summary>
    /// <param name="culture">Any Chinese culture gets Simplified Chinese, every other English.</param>
    public ErrorEntry? Explain(CultureInfo culture) => ErrorCatalogue.Lookup(Code, culture);
}
