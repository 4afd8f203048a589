using System.Text;

using Portal.Bff.Features.Certificates;

namespace Portal.Bff.Tests.Certificates;

public sealed class CertificateReaderTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Bundle_shows_the_persons_certificate_and_the_end_of_the_one_that_ends_first()
    {
        var (own, serial) = SomeCertificate.Pem("Admin@org", From.AddDays(1), From.AddDays(400));
        var (node, _) = SomeCertificate.Pem("org", From, From.AddDays(90));
        var file = SomeCertificate.Zip(
            ("org/tls/server.crt", node), ("org/tls/server.key", SomeCertificate.Key), ("org/msp/keystore/1_sk", SomeCertificate.Key), ("org/msp/signcerts/Admin-cert.pem", own));

        var facts = CertificateReader.Read(file)!;

        Assert.Equal((serial, "CN=Admin@org", From.AddDays(1), From.AddDays(90)), (facts.Serial, facts.Subject, facts.NotBefore, facts.EndsAt));
    }

    [Fact]
    public void Bare_certificate_is_read_with_a_key_before_it()
    {
        var (pem, serial) = SomeCertificate.Pem("ca", From, From.AddYears(9));

        Assert.Equal((serial, From.AddYears(9)), CertificateReader.Read(Encoding.ASCII.GetBytes(SomeCertificate.Key + pem)) is { } facts ? (facts.Serial, facts.EndsAt) : default);
    }

    [Fact]
    public void What_holds_no_certificate_is_told_apart()
    {
        Assert.Null(CertificateReader.Read(default));
        Assert.Null(CertificateReader.Read("not a certificate"u8.ToArray()));
        Assert.Null(CertificateReader.Read("PK\u0003\u0004 cut off"u8.ToArray()));
        Assert.Null(CertificateReader.Read(SomeCertificate.Zip(("a-cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))));
        Assert.Null(CertificateReader.Read(SomeCertificate.Zip(("x_sk", SomeCertificate.Pem("hidden", From, From.AddDays(1)).Pem))));
        Assert.Null(CertificateReader.Read(SomeCertificate.Zip(("much.pem", new string(' ', 5_000_000)))));
    }
}
