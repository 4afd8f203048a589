using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Bcs.Api.Json;

/// <summary>Reads fields under their second name: examples, tables and the live service do not always agree on one.</summary>
internal static class JsonAliases
{
    /// <summary>Adds the second names to a type. Where both names arrive, one with a value wins over null or an empty list, and then the later.</summary>
    public static void Add(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties.ToList())
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(JsonAliasAttribute), inherit: false) is not [JsonAliasAttribute { Name: var name }]
                || property is not { Get: { } get, Set: { } set })
            {
                continue;
            }

            property.Set = SetValue;
            var alias = type.CreateJsonPropertyInfo(property.PropertyType, name);
            alias.Set = SetValue;
            type.Properties.Add(alias);

            void SetValue(object owner, object? value)
            {
                if (value is not null && (value is not ICollection { Count: 0 } || get(owner) is null))
                {
                    set(owner, value);
                }
            }
        }
    }
}
