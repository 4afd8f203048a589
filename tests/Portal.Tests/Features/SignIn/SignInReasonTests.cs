using Bcs.Api.Client;

using Portal.Resources;

namespace Portal.Tests.Features.SignIn;

public sealed class SignInReasonTests
{
    [Theory]
    [InlineData("NameResolutionError")]
    [InlineData("ConnectionError")]
    [InlineData("SecureConnectionError")]
    [InlineData(NotSent.ConnectTimeout)]
    [InlineData(CertificateRefusedException.Untrusted)]
    [InlineData(CertificateRefusedException.Expired)]
    [InlineData(CertificateRefusedException.OtherName)]
    public void What_keeps_the_cloud_from_being_asked_has_words_for_the_person_and_for_the_pages(string reason)
    {
        var texts = new Texts();

        Assert.NotNull(texts.Find("signin.reason." + reason));
        Assert.NotNull(texts.Find($"problem.{reason}.title"));
    }
}
