using System.Text.Json;

namespace Bcs.Sandbox.Iam;

/// <summary>What a token request asks for. A value is a name or an id.</summary>
/// <param name="Domain">Account.</param>
/// <param name="User">User.</param>
/// <param name="Password">Password.</param>
/// <param name="Project">Project of the scope; null for the account.</param>
internal sealed record PasswordRequest(string Domain, string User, string Password, string? Project)
{
    /// <summary>Reads the body; the scope may stand inside or beside <c>auth</c>, inside wins. Null if it is malformed.</summary>
    public static PasswordRequest? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (Member(root, "auth") is not { } auth || Member(auth, "identity") is not { } identity
                || Member(identity, "password") is not { } password || Member(password, "user") is not { } user
                || Member(user, "domain") is not { } domain || !HasPasswordMethod(identity)
                || Text(domain, "name", "id") is not { } domainName || Text(user, "name", "id") is not { } userName
                || Text(user, "password") is not { } secret)
            {
                return null;
            }

            var scope = Member(auth, "scope") ?? Member(root, "scope");
            var project = scope is { } s ? Member(s, "project") : null;
            return new PasswordRequest(domainName, userName, secret, project is { } p ? Text(p, "id", "name") ?? "" : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasPasswordMethod(JsonElement identity) =>
        identity.TryGetProperty("methods", out var methods) && methods.ValueKind is JsonValueKind.Array
        && methods.EnumerateArray().Any(m => m.ValueKind is JsonValueKind.String && m.ValueEquals("password"));

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
