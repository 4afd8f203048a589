namespace Bcs.Sandbox.Pipeline;

/// <summary>Every refusal that the emulator can give by itself. Tests hold that each code has an explanation for people.</summary>
internal static partial class BcsFaults
{
    public static readonly BcsFault BeingCreated = new(400, "BCS.4001001", "Operation failed. The BCS service is being created.");
    public static readonly BcsFault BeingUpgraded = new(400, "BCS.4001002", "Operation failed. The BCS service is being upgraded.");
    public static readonly BcsFault BeingDeleted = new(400, "BCS.4001003", "Operation failed. The BCS service is being deleted.");
    public static readonly BcsFault YearlyNotDeleted = new(400, "BCS.4001007", "Services billed in the yearly/monthly mode cannot be deleted.");
    public static readonly BcsFault ServiceUnknown = new(400, "BCS.4001011", "Operation failed. The service does not exist or has been deleted. Refresh the page.");
    public static readonly BcsFault NameTaken = new(400, "BCS.4001018", "Operation failed. A service with the same name already exists. Enter another name and try again.");
    public static readonly BcsFault Busy = new(400, "BCS.4001020", "Operation failed. The service status is abnormal or the service is being processed. Try again later.");
    public static readonly BcsFault EipUnbound = new(400, "BCS.4001025", "Invalid EIP. The EIP may have been unbound from the cluster. Check the EIP binding of the cluster.");
    public static readonly BcsFault WeakPassword = new(400, "BCS.4001045", "Weak password.");
    public static readonly BcsFault TooManyPeers = new(400, ScalingCode, "Scaling failed due to incorrect request parameters. Check whether the number of peers in the organization has reached the limit (5).");
    public static readonly BcsFault QuotaExceeded = new(400, "BCS.4001088", "Operation failed due to insufficient quota. Increase the quota and try again.");
    public static readonly BcsFault ClusterHibernated = new(400, "BCS.4001123", "Failed to delete the service because the cluster has been hibernated.");
    public static readonly BcsFault WeakDatabasePassword = new(400, "BCS.4001171", "Weak password.");
    public static readonly BcsFault ConsortiumBusy = new(400, "BCS.4001196", "Operation failed because the current service or services in the consortium are being updated. Try again later.");
    public static readonly BcsFault AlreadyDeleted = new(400, "BCS.4001202", "Deletion failed. The service does not exist or has already been deleted. Refresh the page.");
    public static readonly BcsFault Asleep = new(400, "BCS.4001234", "Operation failed because the BCS service is in the Hibernating or Frozen state.");
    public static readonly BcsFault EdgeAddress = new(400, "BCS.4001708", "Operation failed. The IP address of the IEF node cluster is incorrect.");
    public static readonly BcsFault EdgeNodesMissing = new(400, "BCS.4001717", "Operation failed. The number of IEF nodes is less than that required by the consensus policy.");
    public static readonly BcsFault NoEvs = new(400, "BCS.4004002", "EVS storage is not supported.");
    public static readonly BcsFault NoEvsForOldFabric = new(400, "BCS.4004004", "You cannot select EVS storage when the Fabric version of the BCS service is earlier than 3.0.");
    public static readonly BcsFault InvalidRequest = new(400, "BCS.4004025", "Invalid request information.");
    public static readonly BcsFault InvalidChannelName = new(400, "BCS.4006012", "Invalid channel name.");
    public static readonly BcsFault Forbidden = new(403, "BCS.4030403", "No permissions to request this method");
    public static readonly BcsFault NotFound = new(404, "BCS.4040404", "Not Found:the url is not found");
    public static readonly BcsFault Internal = new(500, "BCS.5000500", "Internal Server Error");

    public static readonly BcsFault SignatureWrong = Token("verify aksk signature fail");
    public static readonly BcsFault SignatureStale = Token("verify aksk signature fail, x-sdk-date is more than 15 minutes off");
    public static readonly BcsFault AccessKeyUnknown = Token("Get secretKey failed,ak:***,err:ak not exist");
    public static readonly BcsFault AccessKeyLocked = Token("AK access failed to reach the limit,forbidden.");
    public static readonly BcsFault TooLarge = new(413, "APIGW.0201", "Request entity too large.");

    private const string ScalingCode = "BCS.4001051";
    private const string StillInChannelCode = "BCS.4001242";
    private const string OrganizationCode = "BCS.4001245";
    private const string ChannelNotEmptyCode = "BCS.4001249";
    private const string EdgeCode = "BCS.4004021";
    private const string ParameterCode = "BCS.4006014";
    private const string TokenCode = "APIGW.0301";

    /// <summary>Codes of the refusals that carry more than a fixed message.</summary>
    private static readonly string[] CodesOfMethods =
        [ScalingCode, StillInChannelCode, OrganizationCode, ChannelNotEmptyCode, EdgeCode, ParameterCode, TokenCode, JoinCode];

    /// <summary>Code of every refusal in this list.</summary>
    public static IReadOnlyList<string> Codes =>
        [.. typeof(BcsFaults).GetFields().Select(f => f.GetValue(null)).OfType<BcsFault>().Select(f => f.Code).Union(CodesOfMethods)];

    /// <summary>A parameter that is missing or breaks its rule.</summary>
    /// <param name="name">Its name in the request.</param>
    /// <param name="rule">The rule, in a few words.</param>
    public static BcsFault Parameter(string name, string rule) => new(400, ParameterCode, $"Invalid Parameter {name} ,{rule}");

    /// <summary>A mandatory parameter that is missing or empty.</summary>
    public static BcsFault Missing(string name) => Parameter(name, "must not be empty");

    /// <summary>A channel that cannot have this name.</summary>
    public static BcsFault ChannelExists(string name) => InvalidChannelName with { Message = $"Invalid channel name. The channel {name} already exists." };

    /// <summary>A channel that still has organisations and cannot be deleted.</summary>
    public static BcsFault ChannelNotEmpty(string channel, string service) => new(
        400, ChannelNotEmptyCode, $"the channel({channel}) is not empty for the bcs({service}), so cannot delete channel, please remove orgs from this channel first");

    /// <summary>An organisation that is not there, or not where it should be.</summary>
    public static BcsFault Organization(string? name) => new(400, OrganizationCode, $"The org name is invalid: {name}");

    /// <summary>An organisation that cannot be taken out of a channel in this way.</summary>
    public static BcsFault StillInChannel(string reason) => new(400, StillInChannelCode, $"Failed to remove the organization from a channel. {reason}");

    /// <summary>A change of organisations and peers that is not possible.</summary>
    public static BcsFault Scaling(string reason) => new(400, ScalingCode, $"Scaling failed due to incorrect request parameters. {reason}");

    /// <summary>Something that edge clusters cannot do.</summary>
    public static BcsFault NotOnEdge(string operation) => new(400, EdgeCode, $"{operation} operation does not support IEF cluster type");

    /// <summary>A token that is missing, unknown, revoked or expired.</summary>
    public static BcsFault Token(string reason) => new(401, TokenCode, $"Incorrect IAM authentication information: {reason}");
}
