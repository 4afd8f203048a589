using System.Text.RegularExpressions;

using Bcs.Api.Catalogue;

using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Forms;

namespace Portal.Bff.Features.Forms;

/// <summary>
/// A form, by the call that it makes or, if it makes none, that shows what it is about. Its name in an address may carry a colon and what the form is about, such as an invitation:
/// each of these has a draft of its own.
/// </summary>
/// <param name="Key">Name as it is kept.</param>
/// <param name="Operation">The call.</param>
internal sealed partial record Form(string Key, BcsOperation Operation)
{
    /// <summary>Most bytes of JSON that are kept of one form.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly Dictionary<string, BcsOperation> Operations = new()
    {
        [FormNames.CreateService] = BcsOperations.CreateService,
        [FormNames.Attention] = BcsOperations.ListServices,
    };

    /// <summary>404: there is no such form.</summary>
    public static PortalProblem Unknown { get; } = new(404, ProblemCodes.NotFound, "Unknown form", $"Forms are {string.Join(", ", Operations.Keys)}.");

    /// <summary>413: too much of it.</summary>
    public static PortalProblem TooLarge { get; } = new(413, ProblemCodes.BodyTooLarge, "The form is too large", $"At most {MostBytes} bytes are kept of a form.");

    /// <summary>The form of a name, or null.</summary>
    public static Form? Find(string name) =>
        KeyRegex().IsMatch(name) && Operations.TryGetValue(name.Split(':')[0], out var operation) ? new(name, operation) : null;

    /// <summary>What a request for the form of its address needs; null for a form that there is not, which <see cref="WithAsync"/> tells.</summary>
    public static string? Action(HttpContext context) => Find(context.Request.RouteValues["form"] as string ?? "")?.Operation.Action;

    /// <summary>Acts on the form of a name, or answers that there is none.</summary>
    public static async Task<IResult> WithAsync(string name, Func<Form, Task<IResult>> act) => Find(name) is { } known ? await act(known) : Unknown;

    [GeneratedRegex(@"\A[a-z-]{1,40}(:[A-Za-z0-9-]{1,64})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyRegex();
}
