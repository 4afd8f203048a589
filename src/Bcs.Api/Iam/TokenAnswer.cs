namespace Bcs.Api.Iam;

/// <summary>What became of a token request. A closed family: callers switch on all three.</summary>
public abstract record TokenAnswer
{
    private TokenAnswer()
    {
    }

    /// <summary>IAM issued a token.</summary>
    /// <param name="Token">The token; sent as <c>X-Auth-Token</c>.</param>
    /// <param name="ExpiresAt">When it ends, by IAM's clock.</param>
    public sealed record Issued(Secret Token, DateTimeOffset ExpiresAt) : TokenAnswer
    {
        /// <summary>When it was issued, by IAM's clock; with <see cref="ExpiresAt"/> its lifetime, whatever the clocks say.</summary>
        public DateTimeOffset? IssuedAt { get; init; }

        /// <summary>Project that it is scoped to; null for a token of the account.</summary>
        public string? ProjectId { get; init; }

        /// <summary>Name of that project.</summary>
        public string? ProjectName { get; init; }

        /// <summary>User that it stands for.</summary>
        public string? UserId { get; init; }

        /// <summary>Name of that user.</summary>
        public string? UserName { get; init; }

        /// <summary>Account of the user.</summary>
        public string? DomainId { get; init; }
    }

    /// <summary>IAM said no: wrong name or password, a locked or disabled user, or a project that is not the user's.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Code">Code as it was sent.</param>
    /// <param name="Message">Message as it was sent; it may say which half of the pair was wrong, so it is not for the person who signs in.</param>
    public sealed record Refused(int Status, string Code, string Message) : TokenAnswer;

    /// <summary>There was no understandable answer, or IAM asked to come back later.</summary>
    /// <param name="Reason">What was seen instead, in a word.</param>
    public sealed record Unavailable(string Reason) : TokenAnswer
    {
        /// <summary>HTTP status, if one arrived.</summary>
        public int? Status { get; init; }

        /// <summary>How long to wait, if IAM said so.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }
}
