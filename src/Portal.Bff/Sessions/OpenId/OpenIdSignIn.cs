using System.Security.Claims;

using Microsoft.AspNetCore.Authentication;

using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Tenants;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>
/// Signs in whom a provider has proven: the person is provider and subject, whatever they are called, and holds the roles of its groups. Nothing is got
/// from the cloud: there the session acts by the credential of each tenant.
/// </summary>
internal sealed class OpenIdSignIn : ISignInMethod
{
    private const int MostGroups = 500;
    private const int LongestName = 256;

    private static readonly string[] NameClaims = ["preferred_username", "email", "name"];

    private readonly string? _session;
    private readonly string _subject;
    private readonly string? _idToken;

    private OpenIdSignIn(SignInPerson person, string? session, string subject, string? idToken)
    {
        (Person, _session, _subject, _idToken) = (person, session, subject, idToken);
        Actor = new AuditActor(person.UserId, ShortText.Of(person.Name) ?? person.Name, "user");
    }

    public SignInPerson Person { get; }

    public AuditActor Actor { get; }

    /// <summary>The attempt of a person whom the provider's answer describes; null if it does not say who that is.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="principal">What it says of the person.</param>
    /// <param name="idToken">Its id token.</param>
    public static OpenIdSignIn? Of(OpenIdProvider provider, ClaimsPrincipal principal, string? idToken)
    {
        if (Plain(principal.FindFirstValue("sub")) is not { } subject || Id(provider, principal, subject) is not { } id)
        {
            return null;
        }

        var name = NameClaims.Select(c => Plain(principal.FindFirstValue(c))).FirstOrDefault(n => n is not null) ?? subject;
        var groups = principal.FindAll(provider.GroupsClaim).Select(c => Plain(c.Value)).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostGroups).Select(provider.Group);
        return new OpenIdSignIn(
            new SignInPerson(UserIds.Of(provider.Name, id), name, null, provider.Name, [.. groups]), Plain(principal.FindFirstValue("sid")), subject, idToken);
    }

    public bool Reaches(Tenant tenant) => true;

    // Nobody knows whose account it is before it has a role.
    public bool Concerns(Tenant tenant) => false;

    public Task<SignInProof> ProveAsync(string handle, IReadOnlyList<Tenant> granted, IReadOnlyList<Tenant> reached) => Task.FromResult(SignInProof.Open(granted));

    public Task ForgetAsync(string handle) => Task.CompletedTask;

    public void Remember(AuthenticationProperties properties) => ProviderItems.Keep(properties, _session, _subject, _idToken);

    // In Entra the subject is another for each application; directory and object are the person's for ever.
    private static string? Id(OpenIdProvider provider, ClaimsPrincipal principal, string subject) =>
        provider.Name != OpenIdProvider.Entra ? subject
        : Plain(principal.FindFirstValue("tid")) is { } directory && Plain(principal.FindFirstValue("oid")) is { } person ? $"{directory}/{person}"
        : null;

    private static string? Plain(string? text) => text is { Length: > 0 and <= LongestName } && !text.Any(char.IsControl) ? text : null;
}
