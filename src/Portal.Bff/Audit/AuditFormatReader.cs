using System.Buffers.Binary;
using System.Text;

namespace Portal.Bff.Audit;

/// <summary>Reads canonical bytes of version 1 and refuses everything that <see cref="AuditFormat"/> would not write.</summary>
internal static class AuditFormatReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The entry that the bytes say.</summary>
    /// <exception cref="FormatException">They are not the canonical bytes of an entry.</exception>
    public static AuditEntry Decode(ReadOnlyMemory<byte> bytes)
    {
        var fields = Split(bytes);
        try
        {
            var kind = One(fields, AuditField.Kind) is { Length: 1 } k && Enum.IsDefined((AuditKind)k.Span[0])
                ? (AuditKind)k.Span[0] : throw new FormatException("The kind is not one of 1, 2 and 3.");
            var previous = One(fields, AuditField.Previous);
            if (previous.Length != AuditFormat.HashLength)
            {
                throw new FormatException("The previous leaf hash has not 32 bytes.");
            }

            var tenant = Required(fields, AuditField.Tenant);
            var place = new AuditPlace(
                tenant, RequiredNumber(fields, AuditField.Seq), DateTimeOffset.FromUnixTimeMilliseconds(RequiredNumber(fields, AuditField.At)),
                kind, previous, Number(fields, AuditField.Ref));
            CheckShape(fields, kind);
            return new AuditEntry(
                place, kind is AuditKind.Outcome ? null : Call(fields, tenant), kind is AuditKind.Intent ? null : Result(fields));
        }
        catch (Exception e) when (e is DecoderFallbackException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new FormatException("A value is out of its range: " + e.Message, e);
        }
    }

    private static SortedDictionary<AuditField, ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 1 || bytes.Span[0] != AuditFormat.Version)
        {
            throw new FormatException("The version is not 1.");
        }

        var fields = new SortedDictionary<AuditField, ReadOnlyMemory<byte>>();
        var rest = bytes[1..];
        var last = 0;
        while (!rest.IsEmpty)
        {
            if (rest.Length < 5)
            {
                throw new FormatException("A field is cut off.");
            }

            var number = rest.Span[0];
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest.Span[1..]);
            if (number <= last || !Enum.IsDefined((AuditField)number))
            {
                throw new FormatException($"Field {number} is unknown or out of order.");
            }

            if (length > rest.Length - 5)
            {
                throw new FormatException($"Field {number} is cut off.");
            }

            fields.Add((AuditField)number, rest.Slice(5, (int)length));
            rest = rest[(5 + (int)length)..];
            last = number;
        }

        return fields;
    }

    private static void CheckShape(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields, AuditKind kind)
    {
        var hasCall = fields.Keys.Any(f => f is >= AuditField.ActorId and <= AuditField.Credential);
        var hasResult = fields.Keys.Any(f => f >= AuditField.Outcome);
        if (hasCall == (kind is AuditKind.Outcome) || hasResult == (kind is AuditKind.Intent)
            || fields.ContainsKey(AuditField.Ref) != (kind is AuditKind.Outcome))
        {
            throw new FormatException("The fields are not those of its kind.");
        }
    }

    private static AuditCall Call(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields, string tenant) => new()
    {
        Tenant = tenant,
        Actor = new AuditActor(
            Required(fields, AuditField.ActorId), Required(fields, AuditField.ActorName), Required(fields, AuditField.ActorKind)),
        Session = Text(fields, AuditField.Session),
        Address = Text(fields, AuditField.Address),
        UserAgent = Text(fields, AuditField.UserAgent),
        Operation = Required(fields, AuditField.Operation),
        Action = Text(fields, AuditField.Action),
        Method = Text(fields, AuditField.Method),
        Path = Text(fields, AuditField.Path),
        BlockchainId = Text(fields, AuditField.BlockchainId),
        Channel = Text(fields, AuditField.Channel),
        Organization = Text(fields, AuditField.Organization),
        User = Text(fields, AuditField.User),
        Request = Text(fields, AuditField.Request),
        RequestSha256 = Text(fields, AuditField.RequestSha256),
        TraceId = Text(fields, AuditField.TraceId),
        Credential = Text(fields, AuditField.Credential),
    };

    private static AuditResult Result(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields) =>
        new(Required(fields, AuditField.Outcome))
        {
            Status = checked((int?)Number(fields, AuditField.Status)),
            UpstreamCode = Text(fields, AuditField.UpstreamCode),
            DurationMs = Number(fields, AuditField.DurationMs),
            OperationId = Text(fields, AuditField.OperationId),
            File = Text(fields, AuditField.File),
        };

    private static ReadOnlyMemory<byte> One(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields, AuditField field) =>
        fields.TryGetValue(field, out var value) ? value : throw new FormatException($"Field {(byte)field} is missing.");

    private static string Required(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields, AuditField field) =>
        StrictUtf8.GetString(One(fields, field).Span);

    private static string? Text(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields, AuditField field) =>
        fields.TryGetValue(field, out var value) ? StrictUtf8.GetString(value.Span) : null;

    private static long RequiredNumber(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields, AuditField field) =>
        Number(fields, field) ?? throw new FormatException($"Field {(byte)field} is missing.");

    private static long? Number(SortedDictionary<AuditField, ReadOnlyMemory<byte>> fields, AuditField field) =>
        !fields.TryGetValue(field, out var value) ? null
        : value.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(value.Span)
        : throw new FormatException($"Field {(byte)field} has not 8 bytes.");
}
