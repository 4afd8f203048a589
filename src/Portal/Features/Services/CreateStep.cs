namespace Portal.Features.Services;

/// <summary>The steps of the form that creates a service, in their order.</summary>
public enum CreateStep
{
    /// <summary>Name, edition and password.</summary>
    Basics,

    /// <summary>Fabric version, consensus and database.</summary>
    Blockchain,

    /// <summary>Where it runs and where it stores.</summary>
    Cluster,

    /// <summary>Who takes part in it from the start.</summary>
    Organizations,

    /// <summary>The request as it will be sent.</summary>
    Review,
}

/// <summary>Steps in addresses, texts and element ids.</summary>
internal static class CreateSteps
{
    /// <summary>All steps.</summary>
    public static IReadOnlyList<CreateStep> All { get; } = Enum.GetValues<CreateStep>();

    /// <summary>Name of a step in an address.</summary>
    public static string Key(CreateStep step) => step.ToString().ToLowerInvariant();

    /// <summary>The step of a name; the first one for any other.</summary>
    public static CreateStep Of(string? key) => All.FirstOrDefault(s => Key(s) == key);
}
