using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

using Bcs.Api.Client;

namespace Bcs.Api.Iam;

/// <summary>Client of IAM for what BCS needs: project tokens and projects. It sends each call once.</summary>
/// <param name="http">Transport; its base address is the IAM endpoint.</param>
public sealed class IamClient(HttpClient http)
{
    // The catalogue of services would be many kilobytes that nobody here reads.
    private const string TokenPath = "/v3/auth/tokens?nocatalog=true";
    private const string ProjectsPath = "/v3/projects";
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
        using var deadline = AnswerLimits.Deadline(http, cancellationToken);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return response.IsSuccessStatusCode
                ? ReadToken(response, await AnswerLimits.ReadAsync(response, AnswerLimits.Small, deadline.Token))
                : ReadRefusal(response, await AnswerLimits.ReadErrorAsync(response, deadline.Token));
        }
        catch (HttpRequestException exception)
        {
            return new TokenAnswer.Unavailable(NotSent.Reason(exception) ?? exception.HttpRequestError.ToString()) { Status = (int?)exception.StatusCode };
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

    /// <summary>
    /// Lists the projects that the caller may see, section 7.3 of the reference. The transport has to authenticate the call:
    /// with a token of the account, or by signing it.
    /// </summary>
    /// <param name="name">Only the project of this name; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<BcsResult<ProjectList>> ListProjectsAsync(string? name, CancellationToken cancellationToken = default)
    {
        var path = name is null ? ProjectsPath : $"{ProjectsPath}?name={Uri.EscapeDataString(name)}";
        using var deadline = AnswerLimits.Deadline(http, cancellationToken);
        try
        {
            using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var bytes = response.IsSuccessStatusCode
                ? await AnswerLimits.ReadAsync(response, AnswerLimits.Small, deadline.Token)
                : await AnswerLimits.ReadErrorAsync(response, deadline.Token);
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode)
            {
                return JsonSerializer.Deserialize<ProjectList>(bytes, BcsJson.Tolerant) is { } projects
                    ? new BcsResult<ProjectList>.Ok(projects, null)
                    : new BcsResult<ProjectList>.Unclear("NotJson", status);
            }

            return BcsErrorReader.Read(status, bytes) is { } error
                ? new BcsResult<ProjectList>.Refused(error with { RetryAfter = response.Headers.RetryAfter?.Delta })
                : new BcsResult<ProjectList>.Unclear("NotJson", status);
        }
        catch (JsonException)
        {
            return new BcsResult<ProjectList>.Unclear("NotJson", null);
        }
        catch (HttpRequestException exception) when (NotSent.Reason(exception) is { } reason)
        {
            return new BcsResult<ProjectList>.NotSent(reason);
        }
        catch (HttpRequestException exception)
        {
            return new BcsResult<ProjectList>.Unclear(exception.HttpRequestError.ToString(), (int?)exception.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BcsResult<ProjectList>.Unclear("Timeout", null);
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
