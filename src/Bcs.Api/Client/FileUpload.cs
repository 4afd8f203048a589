namespace Bcs.Api.Client;

/// <summary>A file to be sent. It is read while it is sent and closed afterwards.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="FileName">Name that upstream sees; certificate uploads need one that ends in <c>.zip</c>.</param>
public sealed record FileUpload(Stream Content, string FileName)
{
    /// <summary>Largest certificate zip that upstream takes, in bytes; one of exactly this size is taken.</summary>
    public const int MostCertificateBytes = 30 * 1024;
}
