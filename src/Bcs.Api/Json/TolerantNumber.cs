using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bcs.Api.Json;

/// <summary>Reads a number, quoted or not; empty text is absent. A fraction or an overflow of an integer is an error, not a rounding.</summary>
internal sealed class TolerantNumber<T> : JsonConverter<T?>
    where T : struct, INumber<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return Parse(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            case JsonTokenType.String when reader.GetString() is { } text:
                return string.IsNullOrWhiteSpace(text) ? null : Parse(Encoding.UTF8.GetBytes(text));
            default:
                throw new JsonException();
        }
    }

    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case double fraction:
                writer.WriteNumberValue(fraction);
                break;
            default:
                writer.WriteNumberValue(long.CreateChecked(value.Value));
                break;
        }
    }

    private static T Parse(ReadOnlySpan<byte> text) =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new JsonException();
}
