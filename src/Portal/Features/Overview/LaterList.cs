using System.Globalization;

using Bcs.Api.Client;

using Portal.Contracts.Forms;
using Portal.Model.Forms;

namespace Portal.Features.Overview;

/// <summary>What a person put off, kept on the server for that person and tenant, so that it holds on every machine. A day later it is back.</summary>
/// <param name="client">Keeps it.</param>
/// <param name="time">Clock.</param>
/// <param name="tenant">Tenant id.</param>
internal sealed class LaterList(FormsClient client, TimeProvider time, string tenant)
{
    private const string Field = "later";

    private static readonly TimeSpan PutOff = TimeSpan.FromDays(1);

    private Dictionary<string, DateTimeOffset> _until = [];

    /// <summary>True while it is put off.</summary>
    /// <param name="key">Key of what waits.</param>
    public bool Contains(string key) => _until.TryGetValue(Line(key), out var until) && time.GetUtcNow() < until;

    /// <summary>Reads it from the server.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await client.GetDraftAsync(tenant, FormNames.Attention, cancellationToken) is BcsResult<DraftDto>.Ok { Value.Values: var values })
        {
            _until = Read(values.GetValueOrDefault(Field) ?? "");
        }
    }

    /// <summary>Puts one off.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task AddAsync(string key, CancellationToken cancellationToken)
    {
        _until[Line(key)] = time.GetUtcNow() + PutOff;
        return SaveAsync(cancellationToken);
    }

    /// <summary>Takes all back.</summary>
    public Task ClearAsync(CancellationToken cancellationToken)
    {
        _until = [];
        return SaveAsync(cancellationToken);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        // What is over needs no line any more.
        var now = time.GetUtcNow();
        var lines = _until.Where(u => u.Value > now).Select(u => $"{u.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)} {u.Key}");
        await client.SaveDraftAsync(tenant, FormNames.Attention, new Dictionary<string, string> { [Field] = string.Join('\n', lines) }, cancellationToken);
    }

    // Ids come from outside: one that holds a line end must not become a line about something else.
    private static string Line(string key) => key.Replace('\n', ' ');

    private static Dictionary<string, DateTimeOffset> Read(string text)
    {
        var until = new Dictionary<string, DateTimeOffset>();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(' ', 2) is [var seconds, var key] && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            {
                until[key] = DateTimeOffset.FromUnixTimeSeconds(at);
            }
        }

        return until;
    }
}
