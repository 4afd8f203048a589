using System.Globalization;

using Bcs.Api.Services;

using Portal.Features.Services;
using Portal.Resources;

namespace Portal.Tests.Features.Services;

public sealed class CreateServiceFormTests
{
    private readonly CreateServiceForm _form = Valid();

    public static CreateServiceForm Valid()
    {
        var form = new CreateServiceForm();
        form.Fields.Set(FieldNames.Name, "cold-chain");
        form.Fields.Set(FieldNames.Password, "Abcdef12");
        form.Fields.Set(FieldNames.PasswordAgain, "Abcdef12");
        form.Fields.Set(FieldNames.ClusterId, "5adc2ce2-9712-11ea-9535-0255ac100b0d");
        form.Fields.Set(FieldNames.ClusterName, "cce-harbor");
        return form;
    }

    [Fact]
    public void A_complete_form_breaks_no_rule() => Assert.True(_form.Fields.IsValid);

    [Theory]
    [InlineData(FieldNames.Name, "", "rule.required")]
    [InlineData(FieldNames.Name, "abc", "rule.serviceName")]
    [InlineData(FieldNames.Name, "-abcd", "rule.serviceName")]
    [InlineData(FieldNames.Name, "abcd_e", "rule.serviceName")]
    [InlineData(FieldNames.Name, "abcdefghijklmnopqrstuvwxy", "rule.serviceName")]
    [InlineData(FieldNames.Name, "冷链 物流网", "rule.serviceName")]
    [InlineData(FieldNames.Name, "冷链物", "rule.serviceName")]
    [InlineData(FieldNames.Project, " ", "rule.required")]
    [InlineData(FieldNames.Password, "Abcde12", "rule.password")]
    [InlineData(FieldNames.Password, "Abcdefghijk12", "rule.password")]
    [InlineData(FieldNames.Password, "abcdefgh1", "rule.password")]
    [InlineData(FieldNames.PasswordAgain, "Abcdef13", "rule.passwordAgain")]
    [InlineData(FieldNames.Orderers, "0", "rule.between")]
    [InlineData(FieldNames.Orderers, "11", "rule.between")]
    [InlineData(FieldNames.Orderers, "2.5", "rule.between")]
    [InlineData(FieldNames.DiskSize, "0", "rule.atLeast")]
    [InlineData(FieldNames.DiskSize, "99999999999", "rule.atLeast")]
    [InlineData(FieldNames.BlockTimeout, "0", "rule.atLeast")]
    [InlineData(FieldNames.BlockCount, "-1", "rule.atLeast")]
    [InlineData(FieldNames.BlockSize, "", "rule.atLeast")]
    [InlineData(FieldNames.Bandwidth, "0", "rule.atLeast")]
    [InlineData(FieldNames.ClusterId, "", "rule.required")]
    [InlineData(FieldNames.ClusterName, "", "rule.required")]
    public void A_broken_rule_shows_at_its_field_as_it_is_typed(string field, string value, string rule)
    {
        _form.Fields.Set(field, value);

        Assert.Equal(rule, _form.Fields.ErrorOf(field)?.TextKey);
        Assert.False(_form.Fields.IsValid);
    }

    [Theory]
    [InlineData("abcd")]
    [InlineData("1-a-")]
    [InlineData("Abcdefghijklmnopqrstuvwx")]
    [InlineData("冷链物流网")]
    [InlineData("冷链-01")]
    public void A_name_within_the_rule_is_accepted(string name)
    {
        _form.Fields.Set(FieldNames.Name, name);

        Assert.True(_form.Fields.IsValid);
    }

    [Theory]
    [InlineData("ABCDEFG1!")]
    [InlineData("abcdefg1!")]
    [InlineData("Abcdefgh1234")]
    public void A_password_of_three_kinds_is_accepted(string password)
    {
        _form.Fields.Set(FieldNames.Password, password);
        _form.Fields.Set(FieldNames.PasswordAgain, password);

        Assert.True(_form.Fields.IsValid);
    }

    [Theory]
    [InlineData("Abcdefg", false)]
    [InlineData("Abcdefg1", true)]
    [InlineData("Abcdefghijklmnopqrstuvwxy1", true)]
    [InlineData("Abcdefghijklmnopqrstuvwxyz1", false)]
    public void A_database_password_has_8_to_26_characters_of_three_kinds(string password, bool follows)
    {
        _form.Fields.Set(FieldNames.Database, "couchdb");
        _form.Fields.Set(FieldNames.CouchUser, "ledger");
        _form.Fields.Set(FieldNames.CouchPassword, password);

        Assert.Equal(follows, _form.Fields.ErrorOf(FieldNames.CouchPassword) is null);
    }

    [Fact]
    public void Untouched_fields_show_nothing_until_someone_tries_to_send()
    {
        var form = new CreateServiceForm();
        Assert.Null(form.Fields.ErrorOf(FieldNames.Name));

        form.Fields.ShowAll = true;

        Assert.Equal("rule.required", form.Fields.ErrorOf(FieldNames.Name)?.TextKey);
    }

    [Theory]
    [InlineData("abc", "rule.channelName")]
    [InlineData("channel_test", "rule.channelName")]
    [InlineData("Channel", "rule.channelName")]
    [InlineData("1channel", "rule.channelName")]
    [InlineData("", "rule.required")]
    public void A_channel_name_follows_its_rule(string name, string rule)
    {
        var field = FieldNames.ChannelName(_form.Channels[0]);
        _form.Fields.Set(field, name);

        Assert.Equal(rule, _form.Fields.ErrorOf(field)?.TextKey);
    }

    [Fact]
    public void Names_of_organizations_and_channels_are_unique()
    {
        _form.AddOrganization("organization");
        _form.AddChannel("channel");
        _form.Fields.ShowAll = true;

        Assert.Equal("rule.unique", _form.Fields.ErrorOf(FieldNames.OrganizationName(_form.Organizations[1]))?.TextKey);
        Assert.Equal("rule.unique", _form.Fields.ErrorOf(FieldNames.ChannelName(_form.Channels[1]))?.TextKey);
    }

    [Fact]
    public void An_organization_runs_one_or_two_peers()
    {
        var field = FieldNames.OrganizationPeers(_form.Organizations[0]);
        _form.Fields.Set(field, "3");

        Assert.Equal("rule.between", _form.Fields.ErrorOf(field)?.TextKey);
    }

    [Fact]
    public void A_channel_needs_an_organization()
    {
        _form.Fields.Set(FieldNames.ChannelOrganization(_form.Channels[0], _form.Organizations[0]), "false");

        Assert.False(_form.Fields.IsValid);
    }

    [Fact]
    public void Removing_an_organization_takes_it_out_of_its_channels()
    {
        _form.AddOrganization("customs");
        _form.RemoveOrganization(_form.Organizations[0]);

        Assert.Equal(["customs"], _form.OrganizationsOf(_form.Channels[0]));
    }

    [Fact]
    public void The_request_holds_what_applies_and_nothing_else()
    {
        var request = _form.ToRequest();

        Assert.Equal("cold-chain", request.Name);
        Assert.Equal(4, request.VersionType);
        Assert.Equal("2.2", request.FabricVersion);
        Assert.False(request.CreateNewCluster);
        Assert.Equal("organization", Assert.Single(request.PeerOrgs!).Name);
        Assert.Equal(["organization"], Assert.Single(request.Channels!).OrgNames!);
        Assert.Null(request.EvsDiskType);
        Assert.Null(request.TurboInfo);
        Assert.Null(request.CouchdbInfo);
        Assert.Equal(5, request.BandwidthSize);
    }

    [Theory]
    [InlineData("4", "nfs", "etcdraft", "3", "100")]
    [InlineData("4", "efs", "SFLIC", "4", "500")]
    [InlineData("1", "nfs", "etcdraft", "3", "40")]
    [InlineData("1", "evs", "etcdraft", "3", "100")]
    [InlineData("2", "nfs", "SFLIC", "4", "500")]
    [InlineData("3", "evs", "etcdraft", "3", "500")]
    public void Numbers_follow_edition_volume_and_consensus_until_someone_gives_their_own(string edition, string volume, string consensus, string orderers, string size)
    {
        Choose();
        Assert.Equal((orderers, size), (_form.Fields[FieldNames.Orderers], _form.Fields[FieldNames.DiskSize]));

        _form.Fields.Set(FieldNames.Orderers, "7");
        _form.Fields.Set(FieldNames.DiskSize, "30");
        _form.Fields.Set(FieldNames.Edition, "2");
        Choose();
        Assert.Equal(("7", "30"), (_form.Fields[FieldNames.Orderers], _form.Fields[FieldNames.DiskSize]));
        Assert.True(_form.Fields.IsValid);

        // What was kept is somebody's own, and what was left out is not.
        var restored = new CreateServiceForm();
        restored.Restore(new Dictionary<string, string> { [FieldNames.Edition] = edition, [FieldNames.Volume] = volume, [FieldNames.Consensus] = consensus, [FieldNames.Orderers] = "3" });
        Assert.Equal(("3", size), (restored.Fields[FieldNames.Orderers], restored.Fields[FieldNames.DiskSize]));

        void Choose()
        {
            _form.Fields.Set(FieldNames.Edition, edition);
            _form.Fields.Set(FieldNames.Volume, volume);
            _form.Fields.Set(FieldNames.Consensus, consensus);
        }
    }

    [Theory]
    [InlineData("1", "Basic (1)", "基础版（1）", false)]
    [InlineData("4", "Professional (4)", "专业版（4）", false)]
    [InlineData("2", "Enterprise (2)", "企业版（2）", true)]
    [InlineData("3", "Platinum (3)", "铂金版（3）", true)]
    public void An_edition_shows_its_number_and_offers_SM2_or_not(string edition, string english, string chinese, bool sm2)
    {
        Assert.Contains(ServiceEdition.All, e => edition == e.Number.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((english, chinese), (In("en"), In("zh-Hans")));
        _form.Fields.Set(FieldNames.Edition, edition);
        _form.Fields.Set(FieldNames.Sign, "sm2");
        Assert.Equal(sm2 ? null : "rule.sm2", _form.Fields.ErrorOf(FieldNames.Sign)?.TextKey);

        // Another edition takes it back rather than leave an error behind.
        _form.Fields.Set(FieldNames.Edition, "2");
        _form.Fields.Set(FieldNames.Sign, "sm2");
        _form.Fields.Set(FieldNames.Edition, edition);
        Assert.Equal(sm2 ? "sm2" : "ECDSA", _form.Fields[FieldNames.Sign]);
        Assert.Equal(long.Parse(edition, CultureInfo.InvariantCulture), _form.ToRequest().VersionType);

        string In(string language)
        {
            var before = CultureInfo.CurrentUICulture;
            CultureInfo.CurrentUICulture = new(language);
            try
            {
                return new Texts()["edition." + edition];
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }
    }

    [Fact]
    public void Dependent_fields_are_sent_only_when_they_apply()
    {
        _form.Fields.Set(FieldNames.Volume, "evs");
        Assert.Equal("SAS", _form.ToRequest().EvsDiskType);

        _form.Fields.Set(FieldNames.Volume, "efs");
        Assert.Equal("sfs.turbo.standard", _form.ToRequest().TurboInfo!.ResourceSpecCode);
        Assert.Null(_form.ToRequest().EvsDiskType);

        _form.Fields.Set(FieldNames.Eip, "false");
        Assert.Null(_form.ToRequest().BandwidthSize);

        _form.Fields.Set(FieldNames.Database, "couchdb");
        Assert.False(_form.Fields.IsValid);
    }

    [Fact]
    public void A_draft_brings_everything_back_but_secrets()
    {
        _form.AddOrganization("customs");
        _form.AddChannel("shipments");
        var draft = _form.Fields.Names.ToDictionary(n => n, n => _form.Fields[n]);

        var restored = new CreateServiceForm();
        restored.Restore(draft);

        Assert.Equal("cold-chain", restored.Fields[FieldNames.Name]);
        Assert.Equal(["organization", "customs"], restored.ToRequest().PeerOrgs!.Select(o => o.Name));
        Assert.Equal(["channel", "shipments"], restored.ToRequest().Channels!.Select(c => c.Name));
        Assert.Equal(_form.Key, restored.Key);
        Assert.Equal("", restored.Fields[FieldNames.Password]);
        Assert.Equal("", restored.Fields[FieldNames.PasswordAgain]);
    }

    [Fact]
    public void A_refusal_stays_at_its_field_until_it_changes()
    {
        _form.Fields.Refuse(FieldNames.Name, new("rule.refused", "taken"));
        Assert.Equal("rule.refused", _form.Fields.ErrorOf(FieldNames.Name)?.TextKey);

        _form.Fields.Set(FieldNames.Name, "cold-chain-2");

        Assert.Null(_form.Fields.ErrorOf(FieldNames.Name));
    }
}
