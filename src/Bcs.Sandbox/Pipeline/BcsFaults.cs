namespace Bcs.Sandbox.Pipeline;

/// <summary>Every refusal that the emulator can give by itself. Tests hold that each code has an explanation for people.</summary>
internal static class BcsFaults
{
    public static readonly BcsFault BeingCreated = new(400, "BCS.4001001", "Operation failed. The BCS service is being created.");
    public static readonly BcsFault BeingDeleted = new(400, "BCS.4001003", "Operation failed. The BCS service is being deleted.");
    public static readonly BcsFault ServiceUnknown = new(400, "BCS.4001011", "Operation failed. The service does not exist or has been deleted. Refresh the page.");
    public static readonly BcsFault NameTaken = new(400, "BCS.4001018", "Operation failed. A service with the same name already exists. Enter another name and try again.");
    public static readonly BcsFault Busy = new(400, "BCS.4001020", "Operation failed. The service status is abnormal or the service is being processed. Try again later.");
    public static readonly BcsFault WeakPassword = new(400, "BCS.4001045", "Weak password.");
    public static readonly BcsFault QuotaExceeded = new(400, "BCS.4001088", "Operation failed due to insufficient quota. Increase the quota and try again.");
    public static readonly BcsFault InvalidRequest = new(400, "BCS.4004025", "Invalid request information.");
    public static readonly BcsFault InvalidChannelName = new(400, "BCS.4006012", "Invalid channel name.");
    public static readonly BcsFault Forbidden = new(403, "BCS.4030403", "No permissions to request this method");
    public static readonly BcsFault NotFound = new(404, "BCS.4040404", "Not Found:the url is not found");
    public static readonly BcsFault Internal = new(500, "BCS.5000500", "Internal Server Error");

    private const string ParameterCode = "BCS.4006014";
    private const string TokenCode = "APIGW.0301";

    /// <summary>Code of every refusal in this list.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        BeingCreated.Code, BeingDeleted.Code, ServiceUnknown.Code, NameTaken.Code, Busy.Code, WeakPassword.Code, QuotaExceeded.Code,
        InvalidRequest.Code, InvalidChannelName.Code, Forbidden.Code, NotFound.Code, Internal.Code, ParameterCode, TokenCode,
    ];

    /// <summary>A parameter that is missing or breaks its rule.</summary>
    /// <param name="name">Its name in the request.</param>
    /// <param name="rule">The rule, in a few words.</param>
    public static BcsFault Parameter(string name, string rule) => new(400, ParameterCode, $"Invalid Parameter {name} ,{rule}");

    /// <summary>A channel that cannot have this name.</summary>
    public static BcsFault ChannelExists(string name) => InvalidChannelName with { Message = $"Invalid channel name. The channel {name} already exists." };

    /// <summary>A token that is missing, unknown, revoked or expired.</summary>
    public static BcsFault Token(string reason) => new(401, TokenCode, $"Incorrect IAM authentication information: {reason}");
}
