using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using Bcs.Api.Json;

namespace Bcs.Api;

/// <summary>How BCS bodies are read and written.</summary>
public static class BcsJson
{
    /// <summary>How bodies are written: absent instead of null. Read with these, a field may bear either of its names, and a number may be quoted.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { JsonAliases.Add } },
    };

    /// <summary>
    /// How a client reads what the cloud sends: the reference and the live service disagree about types, so a number, its
    /// quoted form, text, a flag and null are taken for one another wherever nothing is lost, and a list is read without nulls. Integers keep every digit.
    /// </summary>
    public static JsonSerializerOptions Tolerant { get; } = new(Options)
    {
        Converters = { new TolerantList(), new TolerantText(), new TolerantFlag(), new TolerantNumber<int>(), new TolerantNumber<long>(), new TolerantNumber<double>() },
    };
}
