using System.Text;

using Bcs.Api.Catalogue;

namespace Portal.Bff.Gateway;

/// <summary>Builds the one address a call may go to: the tenant's endpoint, the catalogue's template, and checked values.</summary>
internal static class UpstreamTarget
{
    private const int ValueLength = 256;

    /// <summary>The address, or null if a path value could lead elsewhere.</summary>
    public static Uri? Build(Uri endpoint, BcsOperation operation, string projectId, RouteValueDictionary values, QueryString query)
    {
        var path = new StringBuilder(endpoint.AbsolutePath.TrimEnd('/'));
        foreach (var segment in operation.Template.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path.Append('/');
            if (segment is not ['{', .., '}'])
            {
                path.Append(segment);
                continue;
            }

            var name = segment[1..^1];
            var value = name == "project_id" ? projectId : values[name] as string;
            if (value is null || !IsPlain(value))
            {
                return null;
            }

            path.Append(Uri.EscapeDataString(value));
        }

        return new UriBuilder(endpoint.Scheme, endpoint.Host, endpoint.Port, path.ToString()) { Query = query.Value }.Uri;
    }

    /// <summary>False for anything that could leave its place in the path: separators, dots alone, escapes, control characters.</summary>
    private static bool IsPlain(string value) =>
        value.Length is > 0 and <= ValueLength && value is not ("." or "..") && !value.AsSpan().ContainsAny("/\\%") && !value.Any(char.IsControl);
}
