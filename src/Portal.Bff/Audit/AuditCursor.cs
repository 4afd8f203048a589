using System.Buffers.Binary;
using System.Buffers.Text;

namespace Portal.Bff.Audit;

/// <summary>The last record of a page. Newer records than the first page's do not move the pages behind it.</summary>
internal sealed record AuditCursor(DateTimeOffset At, long Seq)
{
    private const int Length = 16;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Seq);
        return Base64Url.EncodeToString(bytes);
    }

    public static AuditCursor? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.IsValid(text, out var length) || length != Length || !Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            return null;
        }

        var (at, seq) = (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
        return seq > 0 && at >= 0 && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new AuditCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), seq) : null;
    }
}
