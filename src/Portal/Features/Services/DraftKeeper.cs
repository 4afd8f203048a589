using Bcs.Api.Client;

using Portal.Contracts.Forms;
using Portal.Model.Forms;

namespace Portal.Features.Services;

/// <summary>
/// Keeps what is typed into a form on the server, a moment after the last key: one call at a time, always with the newest values.
/// </summary>
/// <param name="client">Keeps it.</param>
/// <param name="time">Clock.</param>
/// <param name="tenant">Tenant id.</param>
/// <param name="form">Name of the form, with what it is about.</param>
/// <param name="values">What is typed, without secrets.</param>
/// <param name="changed">Runs after each attempt; true says that everything typed is kept.</param>
/// <param name="gone">Cancelled when the form is gone.</param>
internal sealed class DraftKeeper(
    FormsClient client, TimeProvider time, string tenant, string form, Func<IReadOnlyDictionary<string, string>> values, Func<bool, Task> changed, CancellationToken gone)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);

    private long _typed;
    private Task _saving = Task.CompletedTask;
    private bool _ended;

    /// <summary>When everything typed was last kept; null if nothing is.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>True if the last attempt failed; the next key tries again.</summary>
    public bool Failed { get; private set; }

    /// <summary>What was kept earlier; empty if nothing was or it cannot be read now.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LoadAsync()
    {
        var result = await client.GetDraftAsync(tenant, form, gone);
        SavedAt = (result as BcsResult<DraftDto>.Ok)?.Value.SavedAt;
        return (result as BcsResult<DraftDto>.Ok)?.Value.Values ?? new Dictionary<string, string>();
    }

    /// <summary>Something was typed.</summary>
    public async Task TypedAsync()
    {
        var mine = ++_typed;
        try
        {
            await Task.Delay(Quiet, time, gone);
            if (mine == _typed && _saving.IsCompleted)
            {
                _saving = SaveAsync();
                await _saving;
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The form was left: the browser still has what was typed last.
        }
    }

    /// <summary>The form was sent or given up: nothing of it is kept any more.</summary>
    public async Task ForgetAsync()
    {
        _ended = true;
        await _saving;
        SavedAt = null;
        await client.DeleteDraftAsync(tenant, form, gone);
    }

    /// <summary>Starts to keep again after <see cref="ForgetAsync"/>.</summary>
    public void Begin() => _ended = false;

    private async Task SaveAsync()
    {
        for (long saved = -1; saved != _typed && !_ended;)
        {
            saved = _typed;
            var result = await client.SaveDraftAsync(tenant, form, values(), gone);
            Failed = result is not BcsResult<DraftDto>.Ok;
            if (Failed)
            {
                break;
            }

            SavedAt = ((BcsResult<DraftDto>.Ok)result).Value.SavedAt;
        }

        if (!_ended)
        {
            await changed(!Failed);
        }
    }
}
