using System.Text;
using System.Xml.Linq;

using Microsoft.AspNetCore.DataProtection.XmlEncryption;

using Portal.Bff.Platform.Vault;

// Every database holds this full name beside its keys, and instances of two versions read each other's: it stays as the first version had it.
namespace Portal.Bff.Vault;

/// <summary>Opens what <see cref="MasterKeyXmlEncryptor"/> sealed; Data Protection makes it by its name.</summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var master = services.GetRequiredService<MasterKey>();
        var plaintext = Envelope.Open(
            master.Bytes, SecretVault.PortalOwner, MasterKeyXmlEncryptor.Purpose, Convert.FromBase64String(encryptedElement.Value));
        return XElement.Parse(Encoding.UTF8.GetString(plaintext));
    }
}
