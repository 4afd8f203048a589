using System.Globalization;

using Bcs.Api.Client;

namespace Portal.Bff.Platform.Upstream;

/// <summary>Why upstream could not be asked.</summary>
/// <param name="Reason">Code or kind of failure; no bodies.</param>
/// <param name="RetryAfter">How long it wants to be left alone.</param>
internal sealed record Trouble(string Reason, TimeSpan? RetryAfter)
{
    /// <summary>The trouble behind an answer, or null if there is a value.</summary>
    public static Trouble? Of<T>(BcsResult<T> result) => result switch
    {
        BcsResult<T>.Refused refused => new Trouble(
            refused.Error.Code.Length > 0 ? refused.Error.Code : refused.Error.Status.ToString(CultureInfo.InvariantCulture), refused.Error.RetryAfter),
        BcsResult<T>.Unclear unclear => new Trouble(unclear.Reason, unclear.RetryAfter),
        BcsResult<T>.NotSent notSent => new Trouble(notSent.Reason, null),
        _ => null,
    };
}
