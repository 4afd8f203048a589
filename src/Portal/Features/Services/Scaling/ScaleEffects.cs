using Portal.Features.Services.Changes;
using Portal.Resources;

namespace Portal.Features.Services.Scaling;

/// <summary>What scaling does to the organisations, and through them to the channels.</summary>
internal static class ScaleEffects
{
    /// <summary>Lists the effects.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="form">The form.</param>
    /// <param name="targets">Organisations with their number of peers before and after.</param>
    public static IReadOnlyList<Effect> Of(Texts texts, ScaleForm form, IReadOnlyList<(string Name, int Before, int After)> targets)
    {
        var effects = new List<Effect>();
        foreach (var (name, before, after) in targets)
        {
            effects.Add(new(name, Peers(texts, before), after == 0 ? texts["change.deleted"] : Peers(texts, after)) { Loss = after < before });
            if (after >= before)
            {
                continue;
            }

            // Which of its peers go is up to the cloud: no more than remain can be left in a channel.
            foreach (var channel in form.Members.Channels)
            {
                var joined = channel.Own.FirstOrDefault(m => m.Own!.Name == name)?.Peers.Count ?? 0;
                if (joined > after)
                {
                    effects.Add(new($"{channel.Name} · {name}", Peers(texts, joined), after == 0 ? texts["change.absent"] : texts.Count("change.atMost", after)) { Loss = true });
                }
            }
        }

        return effects;
    }

    private static string Peers(Texts texts, int count) => count == 0 ? texts["change.absent"] : texts.Count("change.peers", count);
}
