using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Bcs.Api.Json;

/// <summary>Reads the items of one array of a long JSON object one by one: the whole is never held.</summary>
internal static class JsonItems
{
    // One item; a record of an operation has about 800 bytes.
    private const int MostBytes = 4 * 1024 * 1024;
    private const int Chunk = 64 * 1024;

    /// <summary>Reads an object to its end.</summary>
    /// <param name="stream">The object.</param>
    /// <param name="array">Name of the array in it.</param>
    /// <param name="each">Called for each item in its order.</param>
    /// <param name="most">How many bytes are read at most.</param>
    /// <param name="silence">How long nothing may come.</param>
    /// <param name="time">Clock of the silence.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The number of items, or null if there is no such array: an answer without values is not an empty list.</returns>
    /// <exception cref="JsonException">It is not such an object, or too long.</exception>
    /// <exception cref="OperationCanceledException">Nothing came for too long, or the token ended the reading.</exception>
    public static async Task<long?> ReadAsync<T>(
        Stream stream, string array, Func<T, ValueTask> each, long most, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: Chunk, leaveOpen: true));
        try
        {
            return await ReadAllAsync(pipe, new Place(array), each, most, () => NextAsync(pipe, silence, time, cancellationToken));
        }
        finally
        {
            // Gives its buffers back.
            await pipe.CompleteAsync();
        }
    }

    private static async Task<long?> ReadAllAsync<T>(PipeReader pipe, Place place, Func<T, ValueTask> each, long most, Func<Task<ReadResult>> next)
    {
        var (count, read) = (0L, 0L);
        var items = new List<T>();
        while (true)
        {
            var result = await next();
            if (result.IsCompleted && read == 0 && result.Buffer.IsEmpty)
            {
                // An empty body is an answer without values.
                return null;
            }

            var consumed = place.Parse(result.Buffer, result.IsCompleted, items);
            read += result.Buffer.Slice(0, consumed).Length;
            if (read > most || result.Buffer.Slice(consumed).Length > MostBytes)
            {
                throw new JsonException("The answer is too long.");
            }

            foreach (var item in items)
            {
                await each(item);
            }

            count += items.Count;
            items.Clear();
            pipe.AdvanceTo(consumed, result.Buffer.End);
            if (result.IsCompleted)
            {
                return place.HasMet ? count : null;
            }
        }
    }

    private static async Task<ReadResult> NextAsync(PipeReader pipe, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(silence, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await pipe.ReadAsync(both.Token);
    }

    /// <summary>Where in the object the reader stands.</summary>
    private sealed class Place(string array)
    {
        private JsonReaderState _state;
        private bool _begun;
        private bool _named;
        private bool _inArray;

        /// <summary>True once the array has begun.</summary>
        public bool HasMet { get; private set; }

        /// <summary>Takes all whole items out of a buffer.</summary>
        public SequencePosition Parse<T>(ReadOnlySequence<byte> buffer, bool isLast, List<T> items)
        {
            var reader = new Utf8JsonReader(buffer, isLast, _state);
            while (true)
            {
                var before = reader;
                if (!reader.Read())
                {
                    break;
                }

                if (!_begun && reader.TokenType is not JsonTokenType.StartObject)
                {
                    throw new JsonException("The answer is no object.");
                }

                _begun = true;
                if (_inArray && reader is { TokenType: JsonTokenType.StartObject, CurrentDepth: 2 })
                {
                    var start = reader;
                    if (!reader.TrySkip())
                    {
                        // The rest of the item is still to come: it is read again from its beginning.
                        reader = before;
                        break;
                    }

                    items.Add(JsonSerializer.Deserialize<T>(ref start, BcsJson.Tolerant)!);
                    continue;
                }

                _inArray = (_inArray || (_named && reader.TokenType is JsonTokenType.StartArray)) && !(reader is { TokenType: JsonTokenType.EndArray, CurrentDepth: 1 });
                HasMet |= _inArray;
                _named = reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals(array);
            }

            _state = reader.CurrentState;
            return reader.Position;
        }
    }
}
