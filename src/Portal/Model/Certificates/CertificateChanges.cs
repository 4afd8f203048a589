namespace Portal.Model.Certificates;

/// <summary>What can be done with certificates, by their names in the address.</summary>
public static class CertificateChanges
{
    /// <summary>Make a new user certificate.</summary>
    public const string Generate = "generate";

    /// <summary>Download it again.</summary>
    public const string Download = "download";

    /// <summary>Have the peers refuse it.</summary>
    public const string Freeze = "freeze";

    /// <summary>Have the peers accept it again.</summary>
    public const string Unfreeze = "unfreeze";
}
