using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bcs.Api.Iam;

/// <summary>A value that must not be printed by accident: text form, debugger and JSON show <c>***</c>.</summary>
/// <param name="value">The secret.</param>
[DebuggerDisplay("***")]
[JsonConverter(typeof(MaskingConverter))]
public sealed class Secret(string value) : IEquatable<Secret>
{
    private const string Mask = "***";

    /// <summary>The value itself; only for the place that sends or encrypts it.</summary>
    public string Reveal() => value;

    /// <summary><c>***</c></summary>
    public override string ToString() => Mask;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && other.Reveal() == value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(value);

    private sealed class MaskingConverter : JsonConverter<Secret>
    {
        public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Mask);
    }
}
