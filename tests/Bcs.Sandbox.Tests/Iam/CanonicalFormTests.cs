using Bcs.Sandbox.Iam.Signing;

namespace Bcs.Sandbox.Tests.Iam;

public sealed class CanonicalFormTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/a", "/a/")]
    [InlineData("/a/", "/a/")]
    [InlineData("/a//b", "/a//b/")]
    [InlineData("/%7Ea%2f%41", "/~a/A/")]
    [InlineData("/!'()*+ä", "/%21%27%28%29%2A%2B%C3%A4/")]
    [InlineData("/%ff%zz%", "/%FF%25zz%25/")]
    public void Path_is_decoded_and_encoded_but_for_its_slashes(string raw, string canonical) => Assert.Equal(canonical, CanonicalForm.Path(raw));

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a=")]
    [InlineData("b=2&a=1&b=1", "a=1&b=1&b=2")]
    [InlineData("a-=1&a=2", "a=2&a-=1")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("a=x+y&a=x%20y", "a=x%20y&a=x%2By")]
    [InlineData("&&a=1&", "a=1")]
    public void Query_is_decoded_encoded_and_sorted(string raw, string canonical) => Assert.Equal(canonical, CanonicalForm.Query(raw));

    [Theory]
    [InlineData("/a?b=c?d", "/a", "b=c?d")]
    [InlineData("http://host:1/a?b", "/a", "b")]
    [InlineData("http://host", "/", "")]
    [InlineData("/a", "/a", "")]
    [InlineData("/a?u=http://x", "/a", "u=http://x")]
    public void Target_is_split(string target, string path, string query) => Assert.Equal((path, query), CanonicalForm.Split(target));
}
