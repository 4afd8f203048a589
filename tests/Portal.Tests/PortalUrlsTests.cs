namespace Portal.Tests;

public sealed class PortalUrlsTests
{
    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/bff/signout")]
    public void Sign_in_never_leads_to_another_site_or_to_what_is_no_page(string url) =>
        Assert.Equal(("/signin", "/signed-out"), (PortalUrls.SignIn(url), PortalUrls.SignedOutFrom(url)));

    [Fact]
    public void Sign_in_leads_back_with_the_whole_address() =>
        Assert.Equal("/signin?returnUrl=%2Ft%2Fharbor%2Fservices%3Fq%3Da%26sort%3Dname", PortalUrls.SignIn("/t/harbor/services?q=a&sort=name"));

    [Theory]
    [InlineData("t/harbor/operations/x", "/t/meridian/operations")]
    [InlineData("t/harbor/audit", "/t/meridian/audit")]
    [InlineData("t/harbor/services/1", "/t/meridian/services")]
    [InlineData("t/harbor", "/t/meridian")]
    [InlineData("t/harbor/account", "/t/meridian/account")]
    [InlineData("account", "/t/meridian/account")]
    [InlineData("t/harbor/notifications", "/t/meridian/notifications")]
    [InlineData("t/harbor/admin", "/t/meridian/admin")]
    [InlineData("", "/t/meridian/services")]
    public void Another_tenant_shows_the_same_list(string current, string expected) =>
        Assert.Equal(expected, PortalUrls.InTenant(current, "meridian"));

    [Fact]
    public void Empty_values_are_left_out() => Assert.Equal("/a?x=1", PortalUrls.With("/a", ("y", null), ("x", "1"), ("z", "")));
}
