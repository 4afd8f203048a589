using Portal.Contracts;

namespace Portal.Bff.Platform.Problems;

/// <summary>The answer to a question for one thing while nobody could know whether it exists.</summary>
internal static class NeverRead
{
    /// <summary>503 with what keeps the portal from knowing; null once the list was read, so that what is not in it is not there.</summary>
    public static IResult? Of(Reading reading) => reading.IsRead
        ? null
        : new PortalProblem(
            503, ProblemCodes.NeverRead, "Not known yet",
            reading.Problem is { } problem
                ? $"The portal could never read this tenant's list from the cloud ({problem}), so it does not know whether there is such a thing. {Act(reading.Who)}"
                : "The portal has not read this tenant's list from the cloud yet. Try again in a moment.");

    private static string Act(string? who) => who switch
    {
        ReadHelpers.TenantAdministrator => "An administrator of the tenant has to check the tenant's credential.",
        ReadHelpers.PortalAdministrator => "The portal's administrator has to check the cloud's address, its certificate and the network.",
        _ => "The portal keeps trying; try again later.",
    };
}
