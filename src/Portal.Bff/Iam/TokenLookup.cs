using Bcs.Api.Signing;

namespace Portal.Bff.Iam;

/// <summary>What asking for the right to call upstream gives. A closed family: callers switch on all of it.</summary>
internal abstract record TokenLookup
{
    private TokenLookup()
    {
    }

    /// <summary>Something that upstream accepts, as far as known.</summary>
    internal abstract record Usable : TokenLookup
    {
        /// <summary>Puts it on a request; to be called last, when nothing of the request changes any more.</summary>
        public abstract ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken);
    }

    /// <summary>A token.</summary>
    internal sealed record Found(string Token) : Usable
    {
        private const string Header = "X-Auth-Token";

        public override ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation(Header, Token);
            return default;
        }

        /// <summary>Keeps the token out of logs and exceptions.</summary>
        public override string ToString() => "Found";
    }

    /// <summary>The tenant's access key: no token is asked for, each request is signed.</summary>
    internal sealed record Key(RequestSigner Signer) : Usable
    {
        public override ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Signer.SignAsync(request, cancellationToken);
    }

    /// <summary>The person has to give the password again.</summary>
    internal sealed record SignInRequired : TokenLookup;

    /// <summary>The cloud refused the user and the password, or the access key; for a tenant's own an administrator has to mend it.</summary>
    /// <param name="Message">What was said.</param>
    internal sealed record CredentialRefused(string Message) : TokenLookup;

    /// <summary>IAM does not know the project of the tenant's settings; an administrator of the portal has to mend it.</summary>
    internal sealed record ProjectUnknown(string Project) : TokenLookup;

    /// <summary>IAM cannot be asked.</summary>
    /// <param name="Why">Why, in a word, such as <c>Timeout</c> or <c>CertificateExpired</c>.</param>
    /// <param name="RetryAfter">How long to wait.</param>
    internal sealed record Unavailable(string Why, TimeSpan RetryAfter) : TokenLookup;

    /// <summary>Why upstream cannot be called, in a word that log and pages have a text for; null if it can.</summary>
    public string? Reason => this switch
    {
        Usable => null,
        Unavailable unavailable => unavailable.Why,
        ProjectUnknown => nameof(ProjectUnknown),
        CredentialRefused => nameof(CredentialRefused),
        _ => "NoToken",
    };
}
