using System.Net;
using System.Text;

using Bcs.Api.Client;
using Bcs.Api.Operations;

using Portal.Testing;

namespace Bcs.Api.Tests.Client;

/// <summary>Operation records that are handed out while they come, in pieces of every size.</summary>
public sealed class RecordStreamTests
{
    private const long Held = 32 * 1024 * 1024;
    private const string NoList = "no list";
    private const string Two = """{"operation_id":"a","operation_process":{"x":{"sub_steps":{"y":{"detail":"}]"}}}}},{"operation_id":"b","message":["[{"]}""";

    [Theory]
    [InlineData("""{"count":2,"operation_records":[TWO]}""", "a b")]
    [InlineData("""{"operation_records":[TWO],"count":2,"more":{"operation_records":[{"operation_id":"no"}]}}""", "a b")]
    [InlineData("""{"x":["operation_records",[{"operation_id":"no"}]],"operation_records" : [ TWO , null ] }""", "a b")]
    [InlineData("""{"operation_records":[]}""", "")]
    [InlineData("""{"operation_records":null}""", NoList)]
    [InlineData("""{"count":0}""", NoList)]
    [InlineData("", NoList)]
    [InlineData("""{"more":{"operation_records":[{"operation_id":"no"}]}}""", NoList)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("<html></html>", null)]
    [InlineData("""{"operation_records":[{"operation_id":"a"}""", null)]
    [InlineData("""{"operation_records":[{"operation_id":"a"},{"operation_id":""", null)]
    [InlineData("""{"operation_records":[]} and more""", null)]
    public async Task Records_are_read_one_by_one_whatever_the_pieces(string body, string? ids)
    {
        body = body.Replace("TWO", Two, StringComparison.Ordinal);
        foreach (var piece in (int[])[1, 2, 7, 64, 100_000])
        {
            var seen = new List<string?>();
            using var http = new HttpClient(new AnsweringHandler(_ => new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StreamContent(new Pieces(Encoding.UTF8.GetBytes(body), piece)),
            })) { BaseAddress = new Uri("http://localhost") };

            var result = await new BcsClient(http, "p", retry: BcsRetry.None).ReadOperationRecordsAsync(null, Add, keeps: false);

            Assert.Equal(ids is null ? typeof(BcsResult<long?>.Unclear) : typeof(BcsResult<long?>.Ok), result.GetType());
            if (result is BcsResult<long?>.Ok ok)
            {
                Assert.Equal((ids, ids == NoList ? null : seen.Count), (ok.Value is null ? NoList : string.Join(' ', seen), ok.Value));
            }

            ValueTask Add(OperationRecord record)
            {
                seen.Add(record.OperationId);
                return default;
            }
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Records_that_are_kept_may_be_no_more_than_an_answer_that_is_held(bool keeps, bool isRead)
    {
        var record = """{"operation_id":"1"},"""u8.ToArray();
        var count = (Held / record.Length) + 1;
        using var http = Http(new Endless(record, count));
        var seen = 0L;

        var result = await new BcsClient(http, "p", retry: BcsRetry.None).ReadOperationRecordsAsync(null, _ => { seen++; return default; }, keeps);

        Assert.Equal(isRead, result is BcsResult<long?>.Ok { Value: var read } && read == count + 1);
        Assert.True(seen <= count + 1);
    }

    [Fact]
    public async Task Answer_that_falls_silent_is_given_up()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var silent = new Silent();
        using var http = Http(silent);
        var read = new BcsClient(http, "p", retry: BcsRetry.None with { Time = time }).ReadOperationRecordsAsync(null, _ => default, keeps: false);

        await silent.Asked.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("Timeout", Assert.IsType<BcsResult<long?>.Unclear>(await read.WaitAsync(TimeSpan.FromSeconds(30))).Reason);
    }

    [Fact]
    public async Task First_record_is_handed_out_before_the_rest_has_come()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new List<string?>();
        using var http = Http(new Halting("""{"operation_records":[{"operation_id":"a"},""", first.Task, """{"operation_id":"b"}]}"""));

        var result = await new BcsClient(http, "p", retry: BcsRetry.None).ReadOperationRecordsAsync(null, Add, keeps: false).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, Assert.IsType<BcsResult<long?>.Ok>(result).Value);
        Assert.Equal(["a", "b"], seen);

        ValueTask Add(OperationRecord record)
        {
            seen.Add(record.OperationId);
            first.TrySetResult();
            return default;
        }
    }

    private static HttpClient Http(Stream body) => new(new AnsweringHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) }))
    {
        BaseAddress = new Uri("http://localhost"),
    };

    /// <summary>A list of one record many times, which nothing holds.</summary>
    private sealed class Endless(byte[] record, long count) : MemoryStream
    {
        private static readonly byte[] Head = """{"operation_records":["""u8.ToArray();
        private static readonly byte[] Tail = """{"operation_id":"1"}]}"""u8.ToArray();
        private readonly byte[] _block = [.. Enumerable.Repeat(record, 1_000).SelectMany(r => r)];
        private ReadOnlyMemory<byte> _rest = Head;
        private long _left = count;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_rest.IsEmpty && _left >= 0)
            {
                var now = Math.Min(_left, 1_000);
                _rest = now > 0 ? _block.AsMemory(0, (int)now * record.Length) : Tail;
                _left = now > 0 ? _left - now : -1;
            }

            var given = Math.Min(buffer.Length, _rest.Length);
            _rest[..given].CopyTo(buffer);
            _rest = _rest[given..];
            return ValueTask.FromResult(given);
        }
    }

    /// <summary>Brings nothing and does not end.</summary>
    private sealed class Silent : MemoryStream
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }

    /// <summary>Gives its second part only when something has happened: whoever wants all of it first waits for ever.</summary>
    private sealed class Halting(string first, Task happened, string second) : MemoryStream(Encoding.UTF8.GetBytes(first + second))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < first.Length)
            {
                return await base.ReadAsync(buffer[..(int)Math.Min(first.Length - Position, buffer.Length)], cancellationToken);
            }

            await happened.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
