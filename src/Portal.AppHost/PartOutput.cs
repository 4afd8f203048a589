namespace Portal.AppHost;

/// <summary>What a part writes: all of it goes to its log file, and to the screen what a person must know.</summary>
internal sealed class PartOutput : IDisposable
{
    private const int TailLines = 20;
    private static readonly string[] LoudLevels = ["warn:", "fail:", "crit:"];
    private static readonly string[] QuietLevels = ["info:", "dbug:", "trce:"];

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly string _name;
    private readonly bool _verbose;
    private readonly string _file;
    private readonly StreamWriter _log;
    private bool _loud;

    public PartOutput(string name, StartOptions options)
    {
        _name = name;
        _verbose = options.Verbose;
        _file = Path.Combine(options.Logs, name + ".log");
        if (File.Exists(_file))
        {
            File.Move(_file, Path.Combine(options.Logs, name + ".previous.log"), overwrite: true);
        }

        _log = new StreamWriter(PrivateData.Open(_file, FileMode.Create, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    }

    /// <summary>Takes lines until the stream ends.</summary>
    public async Task ReadAsync(StreamReader lines, bool isError)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            Take(line, isError);
        }
    }

    /// <summary>The last lines, and where the rest is.</summary>
    public string Tail()
    {
        lock (_gate)
        {
            var lines = _tail.Count == 0 ? "It wrote nothing." : "Its last lines:\n" + string.Join('\n', _tail.Select(l => "  " + l));
            return $"{lines}\nThe whole log: {_file}";
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _log.Dispose();
        }
    }

    private void Take(string line, bool isError)
    {
        lock (_gate)
        {
            _log.WriteLine(line);
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }

            // A log entry is a line that begins with its level and the indented lines below it.
            _loud = StartsWithAny(line, LoudLevels) || (_loud && !StartsWithAny(line, QuietLevels) && line.StartsWith(' '));
            if (_verbose || _loud || isError)
            {
                Console.Error.WriteLine($"[{_name}] {line}");
            }
        }
    }

    private static bool StartsWithAny(string line, string[] starts) => starts.Any(s => line.StartsWith(s, StringComparison.Ordinal));
}
