using System.IO.Pipelines;

using Microsoft.AspNetCore.Http.Features;

namespace Portal.Bff.Gateway;

/// <summary>
/// Stands between the forwarder and the caller. An answer is held back until it is whole, so that it can be judged and
/// recorded first; the long list of a read is released, recorded, and streams from then on. A file streams from its
/// first byte and is hashed on the way. Anything else that outgrows its limit breaks off.
/// </summary>
internal sealed class HeldAnswer(IHttpResponseBodyFeature caller, Func<(ArrivedAnswer Answer, FileAnswer? File)> arrived, Func<Task> release)
    : Stream, IHttpResponseBodyFeature
{
    private readonly MemoryStream _held = new();
    private PipeWriter? _writer;

    /// <summary>True once the answer streams to the caller.</summary>
    public bool Released { get; private set; }

    /// <summary>What is held.</summary>
    public ReadOnlyMemory<byte> Held => _held.GetBuffer().AsMemory(0, (int)_held.Length);

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var (answer, file) = arrived();
        if (!Released && answer.Route is not AnswerRoute.File && _held.Length + buffer.Length <= answer.Most)
        {
            _held.Write(buffer.Span);
            return;
        }

        file?.Add(buffer.Span);
        if (!Released)
        {
            if (answer.Route is not (AnswerRoute.File or AnswerRoute.List) || (_held.Length > 0 && !ArrivedAnswer.BeginsObject(Held.Span)))
            {
                throw new IOException("The answer is longer than it may be.");
            }

            await release();
            Released = true;
            await caller.Stream.WriteAsync(Held, cancellationToken);
            _held.SetLength(0);
        }

        await caller.Stream.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => Released ? caller.Stream.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Flush()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _held.Dispose();
        }

        base.Dispose(disposing);
    }
}
