namespace Bcs.Api.Client;

/// <summary>
/// Typed client of BCS for one project, one method per operation. It sends a change once; reads are repeated as
/// <see cref="BcsRetry"/> says. The same client speaks to the cloud and, with a prefix, to the portal's gateway.
/// </summary>
/// <param name="http">Transport; its base address is the BCS endpoint or the gateway.</param>
/// <param name="projectId">Project that stands in every path.</param>
/// <param name="prefix">Path before <c>/v2</c>: empty for the cloud, <c>/bcs/{tenant}</c> for the gateway.</param>
/// <param name="prepare">Adds authentication and other headers to each request; may be null.</param>
/// <param name="retry">What is repeated; null for <see cref="BcsRetry.Reads"/>.</param>
public sealed partial class BcsClient(
    HttpClient http, string projectId, string prefix = "", Func<HttpRequestMessage, CancellationToken, ValueTask>? prepare = null, BcsRetry? retry = null)
{
    /// <summary>Under this key each request carries the catalogue id of its operation, for handlers below the client.</summary>
    public static readonly HttpRequestOptionsKey<string> OperationKey = new("bcs.operation");

    private readonly BcsTransport _transport = new(http, projectId, prefix, prepare, retry ?? BcsRetry.Reads);

    /// <summary>The cloud's clock, to the second, with its last answer; null before one that told it.</summary>
    public DateTimeOffset? AnsweredAt => _transport.AnsweredAt;
}
