namespace Portal.Contracts.Forms;

/// <summary>Forms whose drafts and templates the BFF keeps.</summary>
public static class FormNames
{
    /// <summary>The form that creates a service.</summary>
    public const string CreateService = "create-service";

    /// <summary>What a person put off on the overview; nothing is sent from it.</summary>
    public const string Attention = "attention";
}
