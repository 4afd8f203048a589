using System.Text.Json;

namespace Bcs.Sandbox.Pipeline;

/// <summary>Which fields a JSON body has, without their values.</summary>
internal static class BodyFields
{
    private const int MostFields = 200;

    /// <summary>Dotted paths, with <c>[]</c> for the items of a list: <c>channels[].channel_name</c>.</summary>
    public static IReadOnlyList<string> Of(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0 || contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is false)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var paths = new List<string>();
            Collect(document.RootElement, "", paths);
            return [.. paths.Distinct()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Collect(JsonElement element, string path, List<string> paths)
    {
        if (paths.Count >= MostFields)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", paths);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, path + "[]", paths);
                }

                break;
            default:
                paths.Add(path);
                break;
        }
    }
}
