namespace Bcs.Api.Tests;

public sealed class BcsNamesTests
{
    [Theory]
    [InlineData("abcd", true)]
    [InlineData("1-a-", true)]
    [InlineData("Abcdefghijklmnopqrstuvwx", true)]
    [InlineData("冷链物流", true)]
    [InlineData("冷链-01", true)]
    [InlineData("a冷链物流网络平台服务实例", true)]
    [InlineData("㐀㐁㐂㐃", true)]
    [InlineData("", false)]
    [InlineData("abc", false)]
    [InlineData("冷链物", false)]
    [InlineData("-冷链物流", false)]
    [InlineData("冷链_物流", false)]
    [InlineData("冷链 物流", false)]
    [InlineData("冷链物流。", false)]
    [InlineData("冷链物流\n", false)]
    [InlineData("こんにちは", false)]
    [InlineData("Größe-1", false)]
    [InlineData("冷链物流冷链物流冷链物流冷链物流冷链物流冷链物流冷", false)]
    public void Service_or_organization_is_named_in_letters_digits_Chinese_characters_and_hyphens(string name, bool follows) =>
        Assert.Equal(follows, BcsNames.IsServiceOrOrganization(name));

    [Theory]
    [InlineData("chan", true, false)]
    [InlineData("channel1", true, true)]
    [InlineData("channelchannelchannel012345", false, false)]
    [InlineData("1channel", false, false)]
    [InlineData("Channel", false, false)]
    [InlineData("chan-nel", false, false)]
    [InlineData("通道通道通道", false, false)]
    [InlineData("channel\n", false, false)]
    public void Channels_users_and_chaincodes_are_named_in_lower_case_as_the_reference_says(string name, bool channel, bool chaincode)
    {
        Assert.Equal((channel, channel), (BcsNames.IsChannel(name), BcsNames.IsCertificateUser(name)));
        Assert.Equal(chaincode, BcsNames.IsChaincode(name));
    }
}
