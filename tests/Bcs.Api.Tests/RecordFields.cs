using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bcs.Api.Tests;

/// <summary>The fields of our records, as dotted paths of wire names.</summary>
internal static class RecordFields
{
    /// <summary>Fields that the live service knows and the reference's tables lack.</summary>
    public static readonly string[] BeyondTheTables =
    [
        "cce_create_info.init_node_pwd", "dms_kafka_info.order_fade_enable",
        "time_range", "step", "search", "metadata_relation", "metadata_relation.key", "metadata_relation.value", "metadata_relation.relation",
        "sort", "sort.order_by", "sort.order", "members.status",
    ];

    /// <summary>Paths of all fields, sorted.</summary>
    public static IEnumerable<string> PathsOf(Type type) => Walk(type, "").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(Type type, string prefix)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is not { } name)
            {
                continue;
            }

            yield return prefix + name;
            var inner = Innermost(property.PropertyType);
            if (inner.Namespace!.StartsWith("Bcs.Api", StringComparison.Ordinal))
            {
                foreach (var path in Walk(inner, prefix + name + "."))
                {
                    yield return path;
                }
            }
        }
    }

    private static Type Innermost(Type type) => type.IsGenericType && type != typeof(JsonElement) ? Innermost(type.GetGenericArguments()[^1]) : type;
}
