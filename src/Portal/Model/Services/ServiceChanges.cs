namespace Portal.Model.Services;

/// <summary>The names under which the dialogs of a service stand in its address.</summary>
public static class ServiceChanges
{
    /// <summary>More or fewer peers and organisations.</summary>
    public const string Scale = "scale";

    /// <summary>The end of the service.</summary>
    public const string Delete = "delete";

    /// <summary>New channels.</summary>
    public const string CreateChannels = "create-channels";

    /// <summary>More peers for a channel.</summary>
    public const string AddPeers = "add-peers";

    /// <summary>Fewer peers in a channel.</summary>
    public const string RemovePeers = "remove-peers";

    /// <summary>Organisations that leave a channel.</summary>
    public const string RemoveOrganizations = "remove-organizations";

    /// <summary>The end of a channel.</summary>
    public const string DeleteChannel = "delete-channel";
}
