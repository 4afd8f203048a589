namespace Portal.Bff.Features.Certificates;

/// <summary>What is public about the certificates in a file.</summary>
/// <param name="Serial">Serial number of the one that the file is for, lower-case hex.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="NotBefore">Start of its validity, UTC.</param>
/// <param name="EndsAt">When the first of the certificates in the file ends, UTC: without one of them the file is of no more use.</param>
internal sealed record CertificateFacts(string Serial, string Subject, DateTimeOffset NotBefore, DateTimeOffset EndsAt);
