using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>Operation types of section 5.1.17, which also stand in operation ids. 06 is not in its list, but in ids of the live service.</summary>
internal static class OperationTypes
{
    private const string Create = "99";
    private const string Delete = "00";
    private const string Upgrade = "01";
    private const string AddOrganization = "02";
    private const string Scale = "03";
    private const string JoinChannel = "04";
    private const string JoinUnion = "05";
    private const string Leave = "06";

    public static string Of(OperationKind kind) => kind switch
    {
        OperationKind.CreateService => Create,
        OperationKind.DeleteService => Delete,
        OperationKind.UpgradeService => Upgrade,
        OperationKind.AddOrganizations => AddOrganization,
        OperationKind.RemoveOrganizations or OperationKind.ScaleOut or OperationKind.ScaleIn => Scale,
        OperationKind.CreateChannels or OperationKind.AddChannelPeers => JoinChannel,
        OperationKind.JoinConsortium => JoinUnion,
        _ => Leave,
    };

    /// <summary>What section 5.1.3 shows of a service that is being changed.</summary>
    public static string ProcessStatus(OperationKind? kind) => kind switch
    {
        null => "",
        OperationKind.CreateService => "IsCreating",
        OperationKind.DeleteService => "IsDeleting",
        OperationKind.UpgradeService => "IsUpgrading",
        OperationKind.CreateChannels or OperationKind.AddChannelPeers or OperationKind.JoinConsortium => "IsAdding",
        _ => "IsScaling",
    };
}
