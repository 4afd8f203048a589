using Portal.Bff.Platform.Problems;

namespace Portal.Bff.Gateway;

/// <summary>What became of a call that was sent, or was to be sent. A closed family.</summary>
internal abstract record CallVerdict
{
    private CallVerdict()
    {
    }

    /// <summary>A file or a long list went to the caller while it came.</summary>
    /// <param name="Whole">False if it broke off.</param>
    internal sealed record Streamed(bool Whole) : CallVerdict;

    /// <summary>The cloud did it.</summary>
    internal sealed record Accepted(Answer.Accepted Answer) : CallVerdict;

    /// <summary>The cloud said no, and its own words are passed on.</summary>
    /// <param name="Code">The cloud's code, or null.</param>
    internal sealed record Refused(string? Code) : CallVerdict;

    /// <summary>Nothing was done, and the portal says why in its own words.</summary>
    /// <param name="Problem">What to answer.</param>
    internal sealed record NotDone(PortalProblem Problem) : CallVerdict
    {
        /// <summary>True if the cloud did not take the token or the signature.</summary>
        public bool PassRefused { get; init; }
    }

    /// <summary>The caller of a read went away.</summary>
    internal sealed record Cancelled : CallVerdict;

    /// <summary>A change that the cloud may have made or not.</summary>
    internal sealed record Unclear : CallVerdict;
}
