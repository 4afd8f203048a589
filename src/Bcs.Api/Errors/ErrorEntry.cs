namespace Bcs.Api.Errors;

/// <summary>What an error code of the cloud means to the person who meets it.</summary>
/// <param name="Code">The code.</param>
/// <param name="Status">HTTP status that comes with it.</param>
/// <param name="Explanation">What happened, in one sentence.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="RetrySafe">True if the same request may be sent again unchanged: nothing was done, and the cause may pass.</param>
public sealed record ErrorEntry(string Code, int Status, string Explanation, string Remedy, bool RetrySafe);
