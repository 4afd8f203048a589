using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;

namespace Portal.Bff.Tests.Faults;

/// <summary>Every route of the BFF, asked by whoever may not and in ways that nobody means.</summary>
public abstract class EveryRouteTests(Stack stack)
{
    // How one gets in and out, and what stands for all addresses that do not exist.
    private static readonly string[] Open =
    [
        BffRoutes.SignInMethods, BffRoutes.SignInIam, BffRoutes.SignOut, "/bff/signin/oidc/create-service", "/bff/backchannel-logout/create-service", "/bff/create-service", "/api/create-service", "/bcs/create-service",
    ];

    private static readonly string[] Values =
    [
        "%00", "a%00b", "%FF%FE", "%ED%A0%80", "-1", "99999999999999999999", "'%20OR%201=1--", "%E2%80%AE%F0%9F%98%80", "true", new('x', 6000),
        Cursor("19:9999999999999999999x"), Cursor("18:638000000000000000a\0b"), Cursor("3:\0\0\0x"), Cursor("-1:x"), Cursor("99999999999:x"),
    ];

    private static readonly string[] Bodies =
        ["", "null", "[]", "{", "1", "\"x\"", "{}", new string('[', 2000), "{\"a\":\"" + new string('y', 1_000_000) + "\"}", "\u0000", "{\"a\":1,\"a\":2}"];

    [Fact]
    public async Task Without_a_session_every_route_is_refused()
    {
        using var browser = stack.Bff.Browser();
        var served = new List<string>();
        foreach (var (method, path, _) in stack.Bff.Routes("create-service").Where(r => !Open.Contains(r.Path)))
        {
            using var answer = await browser.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : new { });
            served.AddRange(answer.StatusCode is HttpStatusCode.Unauthorized ? [] : [$"{method} {path}: {answer.StatusCode}"]);
        }

        Assert.Empty(served);
    }

    [Fact]
    public async Task Another_tenant_is_unknown_to_every_route_whether_it_exists_or_not()
    {
        var told = new List<string>();
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        foreach (var (method, path, handler) in stack.Bff.Routes("create-service").Where(r => Asks(r.Handler, "tenant")))
        {
            var answers = new List<(HttpStatusCode, string?)>();
            foreach (var tenant in (string[])["sunrise", "nobody"])
            {
                using var answer = await browser.SendAsync(
                    new HttpMethod(method), $"{path}?tenant={tenant}", Body(handler) is { } body ? JsonSerializer.Deserialize<JsonElement>(Filled(body, "x")) : null);
                answers.Add((answer.StatusCode, await answer.CodeAsync()));
            }

            told.AddRange(answers.TrueForAll(a => a == (HttpStatusCode.NotFound, ProblemCodes.TenantUnknown)) ? [] : [$"{method} {path}: {string.Join(", ", answers)}"]);
        }

        Assert.Empty(told);
    }

    [Fact]
    public async Task What_nobody_means_is_never_a_fault_of_the_portal()
    {
        var tried = 0;
        var faults = new List<string>();
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        foreach (var (method, path, handler) in stack.Bff.Routes("create-service").Where(r => r.Path is not BffRoutes.SignOut && !r.Path.StartsWith(BffRoutes.Gateway, StringComparison.Ordinal)))
        {
            var sent = new HttpMethod(method);
            foreach (var value in Values)
            {
                foreach (var name in Names(handler))
                {
                    await TryAsync(sent, $"{path}?tenant=harbor&{name}={value}", null);
                }

                await TryAsync(sent, path.Replace("create-service", value, StringComparison.Ordinal), null);
            }

            foreach (var body in method is "GET" ? [] : Bodies.Concat(Body(handler) is { } type ? Odd(type) : []))
            {
                await TryAsync(sent, $"{path}?tenant=harbor", new StringContent(body, Encoding.UTF8, "application/json"));
            }
        }

        Assert.True(tried > 500, $"only {tried}");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Select(f => f.Length > 200 ? f[..200] : f)));

        async Task TryAsync(HttpMethod method, string path, HttpContent? content)
        {
            // A body that is refused unread must not be under way when the line closes.
            using var answer = await browser.SendAsync(method, path, adjust: r => (r.Content, r.Headers.ExpectContinue) = (content, content is not null));
            tried++;
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
            {
                faults.Add($"{(int)answer.StatusCode} {method} {path}");
            }
        }
    }

    private static string Cursor(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static bool Asks(MethodInfo? handler, string name) => handler?.GetParameters().Any(p => p.Name == name) is true;

    private static IEnumerable<string> Names(MethodInfo? handler) =>
        handler?.GetParameters().Where(p => p.ParameterType == typeof(string) || p.ParameterType == typeof(bool?)).Select(p => p.Name!) ?? [];

    private static Type? Body(MethodInfo? handler) => handler?.GetParameters().Select(p => p.ParameterType).FirstOrDefault(t => t.Assembly == typeof(BffRoutes).Assembly);

    private static IEnumerable<string> Odd(Type type) => new[] { "\\u0000", "\\ud800", new('z', 1_000_000) }.Select(v => Filled(type, v));

    // Every text of the body is this one, already as JSON writes it.
    private static string Filled(Type type, string text) => "{" + string.Join(',', type.GetProperties().Select(p =>
        $"\"{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}\":" + (
            p.PropertyType == typeof(string) ? $"\"{text}\""
            : p.PropertyType == typeof(JsonElement) || p.PropertyType.Name.Contains("Dictionary", StringComparison.Ordinal) ? $"{{\"a\":\"{text}\",\"b{text}\":\"\"}}"
            : typeof(System.Collections.IEnumerable).IsAssignableFrom(p.PropertyType) ? $"[\"{text}\",null]"
            : "null"))) + "}";
}

/// <inheritdoc/>
public sealed class EveryRouteSqliteTests(SqliteStack stack) : EveryRouteTests(stack), IClassFixture<SqliteStack>;

/// <inheritdoc/>
public sealed class EveryRoutePostgresTests(PostgresStack stack) : EveryRouteTests(stack), IClassFixture<PostgresStack>;
