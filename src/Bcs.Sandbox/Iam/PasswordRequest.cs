using System.Text.Json;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Iam;

/// <summary>What a token request asks for. A value is a name or an id.</summary>
/// <param name="Domain">Account of the user; null if the user is named by id.</param>
/// <param name="User">User.</param>
/// <param name="Password">Password.</param>
/// <param name="Project">Project of the scope; null for the account.</param>
/// <param name="ScopeDomain">Account of the scope; null if the scope names none.</param>
internal sealed record PasswordRequest(string? Domain, string User, string Password, string? Project, string? ScopeDomain)
{
    /// <summary>Whether the scope gives the project by its id.</summary>
    public bool HasProjectId { get; init; }

    /// <summary>Passcode of the user's virtual MFA; null if the method <c>totp</c> is not among those of the request.</summary>
    public string? Passcode { get; init; }

    private const string Totp = "totp";

    /// <summary>Reads the body; the scope may stand inside or beside <c>auth</c>, inside wins. Null if it is malformed.</summary>
    public static PasswordRequest? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (Member(root, "auth") is not { } auth || Member(auth, "identity") is not { } identity
                || Member(identity, "password") is not { } password || Member(password, "user") is not { } user
                || !HasMethod(identity, "password") || Text(user, "name", "id") is not { } userName || Text(user, "password") is not { } secret)
            {
                return null;
            }

            var domainName = Name(Member(user, "domain"));
            if (domainName is null && Text(user, "id") is null)
            {
                return null;
            }

            var scope = Member(auth, "scope") ?? Member(root, "scope");
            var project = scope is { } s ? Member(s, "project") : null;
            var domain = scope is { } d ? Member(d, "domain") : null;
            return new PasswordRequest(
                domainName, domainName is null ? Text(user, "id")! : userName, secret, project is null ? null : Name(project) ?? "", domain is null ? null : Name(domain) ?? "")
            {
                HasProjectId = project is { } p && Text(p, "id") is not null,
                Passcode = HasMethod(identity, Totp) ? PasscodeOf(identity) ?? "" : null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The account of the user, or null.</summary>
    public TenantState? FindTenant(SandboxWorld world) =>
        Domain is { } domain ? world.FindTenantByDomain(domain) : world.Tenants.FirstOrDefault(t => t.Users.Exists(u => u.Id == User));

    private static bool HasMethod(JsonElement identity, string method) =>
        identity.TryGetProperty("methods", out var methods) && methods.ValueKind is JsonValueKind.Array
        && methods.EnumerateArray().Any(m => m.ValueKind is JsonValueKind.String && m.ValueEquals(method));

    private static string? PasscodeOf(JsonElement identity) => Member(identity, Totp) is { } totp && Member(totp, "user") is { } user ? Text(user, "passcode") : null;

    private static string? Name(JsonElement? element) => element is { } e ? Text(e, "id", "name") : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String)
            {
                return value.GetString();
            }
        }

        return null;
    }
}
