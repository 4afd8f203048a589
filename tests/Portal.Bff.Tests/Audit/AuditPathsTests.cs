using Portal.Contracts.Audit;

namespace Portal.Bff.Tests.Audit;

public sealed class AuditPathsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("/v2/p/blockchains", "/v2/p/blockchains")]
    [InlineData("/orgs/%E5%8D%8E%E4%B8%9C/usercert", "/orgs/华东/usercert")]
    [InlineData("/orgs/%e5%8d%8e-01?org_name=%E5%8D%8E&x=a%2Fb%20c", "/orgs/华-01?org_name=华&x=a%2Fb%20c")]
    [InlineData("/orgs/Gr%C3%B6%C3%9Fe", "/orgs/Größe")]
    [InlineData("/orgs/%E5%8D", "/orgs/%E5%8D")]
    [InlineData("/orgs/harbor%E2%80%AEgnp", "/orgs/harbor%E2%80%AEgnp")]
    [InlineData("/orgs/%C2%A0%E3%80%80", "/orgs/%C2%A0%E3%80%80")]
    [InlineData("/orgs/%25E5%2F%0A", "/orgs/%25E5%2F%0A")]
    public void Path_is_readable_where_that_changes_nothing(string? path, string? readable) => Assert.Equal(readable, AuditPaths.Readable(path));
}
