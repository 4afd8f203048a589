namespace Portal.Bff.Iam;

/// <summary>What asking for a token gives. A closed family: callers switch on all of it.</summary>
internal abstract record TokenLookup
{
    private TokenLookup()
    {
    }

    /// <summary>A token that IAM still holds for valid, as far as known.</summary>
    internal sealed record Found(string Token) : TokenLookup
    {
        /// <summary>Keeps the token out of logs and exceptions.</summary>
        public override string ToString() => "Found";
    }

    /// <summary>The person has to give the password again.</summary>
    internal sealed record SignInRequired : TokenLookup;

    /// <summary>IAM refused the tenant's credential; an administrator has to mend it.</summary>
    /// <param name="Message">What IAM said.</param>
    internal sealed record CredentialRefused(string Message) : TokenLookup;

    /// <summary>IAM does not answer.</summary>
    internal sealed record Unavailable(TimeSpan RetryAfter) : TokenLookup;
}
