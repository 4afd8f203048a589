using System.Text;
using System.Xml.Linq;

using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Bff.Platform.Data;
using Portal.Bff.Vault;

namespace Portal.Bff.Platform.Vault;

/// <summary>A key of ASP.NET Core's Data Protection, encrypted.</summary>
internal sealed class DataProtectionKeyRow
{
    /// <summary>Number.</summary>
    public int Id { get; init; }

    /// <summary>Name that Data Protection gives it.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as XML; its secret part is sealed with the master key.</summary>
    public required string Xml { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DataProtectionKeyRow>
    {
        public void Configure(EntityTypeBuilder<DataProtectionKeyRow> builder) => builder.ToTable("data_protection_keys");
    }
}

/// <summary>Keeps the keys of Data Protection in the portal's database. Its interface is synchronous; it is used at start and rotation only.</summary>
internal sealed class DataProtectionStore(IDbContextFactory<PortalDbContext> contexts) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.Set<DataProtectionKeyRow>().AsNoTracking().AsEnumerable().Select(k => XElement.Parse(k.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = contexts.CreateDbContext();
        db.Add(new DataProtectionKeyRow { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}

/// <summary>Seals Data Protection's keys with the master key.</summary>
internal sealed class MasterKeyXmlEncryptor(MasterKey master) : IXmlEncryptor
{
    internal const string Purpose = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plaintext = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = Envelope.Seal(master.Bytes, SecretVault.PortalOwner, Purpose, plaintext);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedBytes)), typeof(MasterKeyXmlDecryptor));
    }
}
