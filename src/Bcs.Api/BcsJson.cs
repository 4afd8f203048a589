using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bcs.Api;

/// <summary>How BCS bodies are read and written: absent instead of null, and a number or its string form are both understood.</summary>
public static class BcsJson
{
    /// <summary>The options that every reader and writer of BCS bodies uses.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}
