using Portal.Features.Services;
using Portal.Testing;

namespace Portal.Tests.Features.Services;

public sealed class CreateServiceJsonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("edition=3;sign=sm2;type=private;restful=true;tc3=true;project=p-1")]
    [InlineData("fabric=1.4;consensus=kafka;kafkaSpec=high;kafkaStorage=5000;kafkaZone=cn-north-7a")]
    [InlineData("fabric=1.4;consensus=SOLO;eip=false")]
    [InlineData("database=couchdb;couchUser=admin;couchPassword=Couch-Pw-1")]
    [InlineData("cluster=new;nodeCount=4;nodeFlavor=Si1;clusterFlavor=cce.s1.small;clusterZone=az-1;nodePassword=Node-Pw-1;platform=ARM64")]
    [InlineData("cluster=edge;edgeMode=1")]
    [InlineData("volume=evs;disk=SSD;diskSize=250")]
    [InlineData("volume=efs;zone=az-2;blockTimeout=3;blockCount=9;blockSize=4")]
    [InlineData("invitee=true;inviterTenant=t-1;inviterProject=p-1;inviterService=s-1")]
    public void What_is_kept_makes_the_same_request_again_but_for_its_secrets(string choices)
    {
        var form = Choose(choices);
        var kept = CreateServiceJson.Keep(form.ToRequest());

        var read = CreateServiceJson.Read(kept);
        var again = new CreateServiceForm();
        again.Restore(CreateServiceDraft.Of(read.Request!));

        Assert.Empty(read.Unknown);
        Assert.Equal(kept, CreateServiceJson.Keep(again.ToRequest()));
        Assert.DoesNotContain("Pw-1", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("Abcdef12", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_masked_to_look_at_and_variables_in_curl()
    {
        var request = Choose("database=couchdb;couchUser=a$b`c\\d;couchPassword=Couch-Pw-1;cluster=new;nodePassword=Node-Pw-1").ToRequest();

        var shown = CreateServiceJson.Show(request);
        var curl = CreateServiceJson.Curl(request, "https://portal.test/", "harbor", "project-1", "key-1");

        Assert.Equal(3, shown.Split("********").Length - 1);
        Assert.Contains("'https://portal.test/bcs/harbor/v2/project-1/blockchains'", curl, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key: key-1", curl, StringComparison.Ordinal);
        Assert.Contains("\"resource_password\": \"${BCS_RESOURCE_PASSWORD}\"", curl, StringComparison.Ordinal);
        Assert.Contains("\"password\": \"${BCS_COUCHDB_PASSWORD}\"", curl, StringComparison.Ordinal);
        Assert.Contains("\"init_node_pwd\": \"${BCS_NODE_PASSWORD}\"", curl, StringComparison.Ordinal);
        Assert.Contains(@"a\$b\`c\\\\d", curl, StringComparison.Ordinal);
        Assert.DoesNotContain("Pw-1", shown + curl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("section-5.1.1")]
    [InlineData("section-3.1")]
    public void Examples_of_the_reference_fill_the_form(string example)
    {
        var request = Contract.Operation("createBcsService").RequestExample(example);

        var read = CreateServiceJson.Read(request.GetRawText());
        var form = new CreateServiceForm();
        form.Restore(CreateServiceDraft.Of(read.Request!));

        Assert.Empty(read.Unknown);
        Assert.Equal(request.GetProperty("name").GetString(), form.Fields[FieldNames.Name]);
        Assert.Equal(request.GetProperty("cce_cluster_info").GetProperty("cluster_id").GetString(), form.ToRequest().CceClusterInfo!.ClusterId);
        Assert.Equal("", form.Fields[FieldNames.Password]);
    }

    [Theory]
    [InlineData("", 1L)]
    [InlineData("{\n \"name\": }", 2L)]
    [InlineData("[]", null)]
    [InlineData("{ \"peer_orgs\": 7 }", 1L)]
    public void Text_that_is_no_request_says_where(string text, long? line)
    {
        var read = CreateServiceJson.Read(text);

        Assert.Null(read.Request);
        Assert.Equal(line, read.Line);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_read_over() =>
        Assert.Equal("a-name", CreateServiceJson.Read("{ /* ours */ \"name\": \"a-name\", }").Request!.Name);

    private static CreateServiceForm Choose(string choices)
    {
        var form = CreateServiceFormTests.Valid();
        foreach (var choice in choices.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            form.Fields.Set(choice.Split('=')[0], choice.Split('=')[1]);
        }

        foreach (var row in form.EdgeNodes)
        {
            form.Fields.Set(FieldNames.EdgeNodeId(row), "node-1");
            form.Fields.Set(FieldNames.EdgeNodeAddress(row), "192.168.1.95");
        }

        return form;
    }
}
