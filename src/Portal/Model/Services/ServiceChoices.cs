using Portal.Contracts.Services;

namespace Portal.Model.Services;

/// <summary>The services that a filter offers.</summary>
internal static class ServiceChoices
{
    /// <summary>The services there are, and those that are gone but still named by what is shown or asked for; by name.</summary>
    /// <param name="services">Services of the tenant.</param>
    /// <param name="named">Id and name of the services that rows belong to.</param>
    /// <param name="asked">Id of the service that is asked for, or null.</param>
    public static IEnumerable<(string Id, string Name)> Of(IEnumerable<ServiceDto> services, IEnumerable<(string? Id, string? Name)> named, string? asked) =>
        services.Select(s => ((string?)s.Id, (string?)s.Name)).Concat(named).Append((asked, asked))
            .Where(s => !string.IsNullOrEmpty(s.Item1))
            .DistinctBy(s => s.Item1)
            .Select(s => (Id: s.Item1!, Name: s.Item2 ?? s.Item1!))
            .OrderBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase);
}
