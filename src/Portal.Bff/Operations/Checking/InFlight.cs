using System.Collections.Concurrent;

namespace Portal.Bff.Operations.Checking;

/// <summary>Intents whose request this process is still serving; their outcome will come, so nobody looks for it.</summary>
internal sealed class InFlight
{
    private readonly ConcurrentDictionary<string, byte> _intents = new();

    /// <summary>Registers an intent until the result is disposed, which follows the recording of its outcome.</summary>
    public IDisposable Enter(string intentId)
    {
        _intents[intentId] = 0;
        return new Entry(this, intentId);
    }

    /// <summary>True while its request is being served.</summary>
    public bool Contains(string intentId) => _intents.ContainsKey(intentId);

    private sealed class Entry(InFlight owner, string intentId) : IDisposable
    {
        public void Dispose() => owner._intents.TryRemove(intentId, out _);
    }
}
