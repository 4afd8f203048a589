using System.Text.RegularExpressions;

namespace Bcs.Api;

/// <summary>What the cloud takes as a name: the one place for these rules, for the form and for the emulator. Texts are to be normalised before.</summary>
public static partial class BcsNames
{
    /// <summary>
    /// True for a name of a service or an organisation: 4 to 24 letters, digits, Chinese characters and hyphens, not beginning with a hyphen.
    /// The reference's tables leave out the Chinese characters; decision 0070 tells where they are documented.
    /// </summary>
    public static bool IsServiceOrOrganization(string name) => ServiceOrOrganization().IsMatch(name);

    /// <summary>True for a name of a channel: 4 to 24 lower-case letters and digits, beginning with a letter.</summary>
    public static bool IsChannel(string name) => Channel().IsMatch(name);

    /// <summary>True for the name of a certificate's user, 5.1.11: the rule is that of a channel.</summary>
    public static bool IsCertificateUser(string name) => Channel().IsMatch(name);

    /// <summary>True for a name of a chaincode, 5.1.10: 6 to 25 lower-case letters and digits, beginning with a letter.</summary>
    public static bool IsChaincode(string name) => Chaincode().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}][A-Za-z0-9\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}-]{3,23}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceOrOrganization();

    [GeneratedRegex(@"\A[a-z][a-z0-9]{3,23}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Channel();

    [GeneratedRegex(@"\A[a-z][a-z0-9]{5,24}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Chaincode();
}
