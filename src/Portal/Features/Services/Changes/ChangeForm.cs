using Portal.Design;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Changes;

/// <summary>
/// A change of a service as someone puts it together: what is possible, what it does, and what has to be sent. It remembers what it was
/// built on, so that a change made by someone else meanwhile is noticed.
/// </summary>
public abstract class ChangeForm
{
    /// <summary>Makes the form on what is known now.</summary>
    /// <param name="members">Who belongs to the service.</param>
    /// <param name="asTyped">Tells which fields are kept as they were typed; null for none.</param>
    protected ChangeForm(ServiceMembers members, Func<string, bool>? asTyped = null)
    {
        Members = members;
        Fields = new() { AsTyped = asTyped ?? (_ => false), Rules = Check };
    }

    /// <summary>What is typed.</summary>
    public FormFields Fields { get; }

    /// <summary>What the form is built on.</summary>
    public ServiceMembers Members { get; private set; }

    /// <summary>What others changed while the form was open.</summary>
    public IReadOnlyList<Effect> Moved { get; private set; } = [];

    /// <summary>Makes sending the same change twice harmless.</summary>
    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    /// <summary>Why nothing can be done now, or null.</summary>
    public abstract FieldError? Impossible { get; }

    /// <summary>What the change does, built from the same values as its request.</summary>
    public abstract IReadOnlyList<Effect> Effects(Texts texts);

    /// <summary>The next attempt is another request.</summary>
    public void NewKey() => Key = Guid.NewGuid().ToString("N");

    /// <summary>Goes on with what is known now; what differs in what this form is about becomes <see cref="Moved"/>.</summary>
    public void Rebase(Texts texts, ServiceMembers now)
    {
        if (ReferenceEquals(now, Members))
        {
            return;
        }

        var differences = Effect.Between(texts, Concerns(Members), Concerns(now));
        Members = now;
        if (differences.Count > 0)
        {
            Moved = differences;
        }

        Fields.Check();
    }

    /// <summary>The field that a code of the cloud is about, or null.</summary>
    public virtual string? FieldOf(string code) => null;

    /// <summary>The facts that this form builds on.</summary>
    protected abstract IEnumerable<MemberFact> Concerns(ServiceMembers members);

    /// <summary>The rules that the fields break.</summary>
    protected abstract Dictionary<string, FieldError> Check();

    /// <summary>A whole number, or -1.</summary>
    protected int Number(string field) =>
        int.TryParse(Fields[field].Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : -1;

    /// <summary>Adds the rule that a field is a number of a range.</summary>
    protected void Between(Dictionary<string, FieldError> errors, string field, int least, int most)
    {
        if (Number(field) is var value && (value < least || value > most))
        {
            errors[field] = new("rule.between", least, most);
        }
    }
}
