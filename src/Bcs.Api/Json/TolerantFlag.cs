using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bcs.Api.Json;

/// <summary>Reads a flag, also from <c>"true"</c>, <c>"False"</c>, 0 and 1; empty text is absent.</summary>
internal sealed class TolerantFlag : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number when reader.TryGetInt64(out var number) && number is 0 or 1:
                return number == 1;
            case JsonTokenType.String when reader.GetString() is { } text:
                return text.Length == 0 ? null : bool.TryParse(text, out var flag) ? flag : throw new JsonException();
            default:
                throw new JsonException();
        }
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
