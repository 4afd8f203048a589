using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Bff.Audit;

/// <summary>
/// Format version 1: a version byte, then the fields that are present in ascending order of their numbers, each as number
/// (1 byte), length (4 bytes, big-endian) and value. docs/audit-format.md is its definition and holds test vectors.
/// </summary>
internal static class AuditFormat
{
    public const byte Version = 1;
    public const int HashLength = 32;
    private const int FieldHead = 5;

    /// <summary>What stands before the first entry of a sequence.</summary>
    public static ReadOnlyMemory<byte> NoPrevious { get; } = new byte[HashLength];

    /// <summary>The fields from 16 on, which do not depend on the place: made by the callers, at the same time.</summary>
    public static byte[] EncodeContent(AuditCall? call, AuditResult? result)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        if (call is not null)
        {
            WriteCall(buffer, call);
        }

        if (result is not null)
        {
            Write(buffer, AuditField.Outcome, result.Outcome);
            Write(buffer, AuditField.Status, result.Status);
            Write(buffer, AuditField.UpstreamCode, result.UpstreamCode);
            Write(buffer, AuditField.DurationMs, result.DurationMs);
            Write(buffer, AuditField.OperationId, result.OperationId);
            Write(buffer, AuditField.File, result.File);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The canonical bytes of an entry.</summary>
    public static byte[] Encode(AuditPlace place, ReadOnlySpan<byte> content)
    {
        var buffer = new ArrayBufferWriter<byte>(160 + content.Length);
        buffer.Write([Version]);
        Write(buffer, AuditField.Tenant, place.Tenant);
        Write(buffer, AuditField.Seq, place.Seq);
        Write(buffer, AuditField.At, place.At.ToUnixTimeMilliseconds());
        Write(buffer, AuditField.Kind, [(byte)place.Kind]);
        Write(buffer, AuditField.Previous, place.Previous.Span);
        Write(buffer, AuditField.Ref, place.Ref);
        buffer.Write(content);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The leaf hash of RFC 9162, section 2.1.1: SHA-256 over a zero byte and the entry.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        var leaf = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        leaf[0] = 0;
        entry.CopyTo(leaf.AsSpan(1));
        var hash = SHA256.HashData(leaf.AsSpan(0, entry.Length + 1));
        ArrayPool<byte>.Shared.Return(leaf);
        return hash;
    }

    private static void WriteCall(ArrayBufferWriter<byte> buffer, AuditCall call)
    {
        Write(buffer, AuditField.ActorId, call.Actor.Id);
        Write(buffer, AuditField.ActorName, call.Actor.Name);
        Write(buffer, AuditField.ActorKind, call.Actor.Kind);
        Write(buffer, AuditField.Session, call.Session);
        Write(buffer, AuditField.Address, call.Address);
        Write(buffer, AuditField.UserAgent, call.UserAgent);
        Write(buffer, AuditField.Operation, call.Operation);
        Write(buffer, AuditField.Action, call.Action);
        Write(buffer, AuditField.Method, call.Method);
        Write(buffer, AuditField.Path, call.Path);
        Write(buffer, AuditField.BlockchainId, call.BlockchainId);
        Write(buffer, AuditField.Channel, call.Channel);
        Write(buffer, AuditField.Organization, call.Organization);
        Write(buffer, AuditField.User, call.User);
        Write(buffer, AuditField.Request, call.Request);
        Write(buffer, AuditField.RequestSha256, call.RequestSha256);
        Write(buffer, AuditField.TraceId, call.TraceId);
        Write(buffer, AuditField.Credential, call.Credential);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, AuditField field, string? text)
    {
        if (text is null)
        {
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, Head(buffer, field, length));
        buffer.Advance(FieldHead + length);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, AuditField field, long? number)
    {
        if (number is { } value)
        {
            BinaryPrimitives.WriteInt64BigEndian(Head(buffer, field, sizeof(long)), value);
            buffer.Advance(FieldHead + sizeof(long));
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, AuditField field, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Head(buffer, field, value.Length));
        buffer.Advance(FieldHead + value.Length);
    }

    private static Span<byte> Head(ArrayBufferWriter<byte> buffer, AuditField field, int length)
    {
        var span = buffer.GetSpan(FieldHead + length);
        span[0] = (byte)field;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
        return span[FieldHead..];
    }
}
