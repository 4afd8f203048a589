using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

using Bcs.Api.Client;

namespace Bcs.Api.Iam;

/// <summary>Client of IAM for what BCS needs: project tokens. It sends each call once.</summary>
/// <param name="http">Transport; its base address is the IAM endpoint.</param>
public sealed class IamClient(HttpClient http)
{
    // The catalogue of services would be many kilobytes that nobody here reads.
    private const string TokenPath = "/v3/auth/tokens?nocatalog=true";
    private const string TokenHeader = "X-Subject-Token";
    private const int TooManyRequests = 429;
    private const int RequestTimeout = 408;

    /// <summary>Gets a token for a user, by names.</summary>
    /// <param name="domain">Account name.</param>
    /// <param name="user">User name.</param>
    /// <param name="password">Password; used here and kept nowhere.</param>
    /// <param name="projectName">Project of the scope; null for the whole account.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<TokenAnswer> ObtainTokenAsync(
        string domain, string user, string password, string? projectName, CancellationToken cancellationToken = default) =>
        ObtainTokenAsync(new TokenRequest(domain, user, new Secret(password)) { ProjectName = projectName }, cancellationToken);

    /// <summary>Gets a token, sections 4.1 to 4.3 of the reference.</summary>
    public async Task<TokenAnswer> ObtainTokenAsync(TokenRequest request, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, TokenPath) { Content = new ByteArrayContent(request.ToBody()) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? ReadToken(response, bytes) : ReadRefusal(response, bytes);
        }
        catch (HttpRequestException exception)
        {
            return new TokenAnswer.Unavailable(exception.HttpRequestError.ToString()) { Status = (int?)exception.StatusCode };
        }
        catch (IOException)
        {
            return new TokenAnswer.Unavailable("ResponseEnded");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TokenAnswer.Unavailable("Timeout");
        }
    }

    private static TokenAnswer ReadToken(HttpResponseMessage response, byte[] bytes)
    {
        var status = (int)response.StatusCode;
        if (!response.Headers.TryGetValues(TokenHeader, out var values) || values.FirstOrDefault() is not { Length: > 0 } token)
        {
            return new TokenAnswer.Unavailable("NoToken") { Status = status };
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (Member(document.RootElement, "token") is not { } body || Time(body, "expires_at") is not { } expiresAt)
            {
                return new TokenAnswer.Unavailable("NotToken") { Status = status };
            }

            var (project, user) = (Member(body, "project"), Member(body, "user"));
            return new TokenAnswer.Issued(new Secret(token), expiresAt)
            {
                IssuedAt = Time(body, "issued_at"),
                ProjectId = Text(project, "id"),
                ProjectName = Text(project, "name"),
                UserId = Text(user, "id"),
                UserName = Text(user, "name"),
                DomainId = user is { } u ? Text(Member(u, "domain"), "id") : null,
            };
        }
        catch (JsonException)
        {
            return new TokenAnswer.Unavailable("NotJson") { Status = status };
        }
    }

    private static TokenAnswer ReadRefusal(HttpResponseMessage response, byte[] bytes)
    {
        var status = (int)response.StatusCode;
        return status is >= 400 and < 500 and not TooManyRequests and not RequestTimeout && BcsErrorReader.Read(status, bytes) is { } error
            ? new TokenAnswer.Refused(status, error.Code, error.Message)
            : new TokenAnswer.Unavailable(string.Create(CultureInfo.InvariantCulture, $"Status{status}")) { Status = status, RetryAfter = response.Headers.RetryAfter?.Delta };
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement? element, string name) =>
        element is { } e && e.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        Text(element, name) is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
