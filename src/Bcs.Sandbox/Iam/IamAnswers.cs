using System.Text.Json;

using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam;

/// <summary>Answers in IAM's form.</summary>
internal static class IamAnswers
{
    public static readonly Answer WrongCredentials = Refuse(401, "The username or password is wrong.");
    public static readonly Answer Locked = Refuse(401, "The account is locked.");
    public static readonly Answer Disabled = Refuse(401, "The account is disabled.");
    public static readonly Answer PasscodeNeeded = Refuse(401, "The virtual MFA of this user is on; its passcode is missing or wrong.");
    public static readonly Answer NoProject = Refuse(401, "The project is not available to this user.");
    public static readonly Answer NoDomain = Refuse(401, "The account is not available to this user.");
    public static readonly Answer NotFound = Refuse(404, "The requested resource could not be found.");
    public static readonly Answer NoToken = Refuse(401, "The request you have made requires authentication.");
    public static readonly Answer Malformed = Refuse(400, "The request body is invalid.");

    /// <summary>A project that is named and does not exist: unlike one that is given by its id, the request is wrong, not the caller.</summary>
    public static Answer NoProjectNamed(string name) => Refuse(400, $"The project {name} does not exist.");

    public static Answer Refuse(int status, string message) => Answer.Json(
        status, new { error = new { code = status, message, title = Title(status) } }, JsonSerializerOptions.Web);

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
