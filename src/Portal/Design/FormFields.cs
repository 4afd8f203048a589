using Portal.Contracts;

namespace Portal.Design;

/// <summary>A rule that a field breaks.</summary>
/// <param name="TextKey">Key of the text that says how it should be.</param>
/// <param name="Values">Values for the text's places.</param>
public sealed record FieldError(string TextKey, params object?[] Values);

/// <summary>
/// What is typed into a form, as text under the names of its fields, and what is wrong with it. Errors show on fields that were
/// touched, and on all of them once someone has tried to send.
/// </summary>
public sealed class FormFields
{
    private readonly Dictionary<string, string> _values = [];
    private readonly HashSet<string> _touched = [];
    private readonly Dictionary<string, FieldError> _refused = [];
    private readonly HashSet<string> _locked = [];
    private IReadOnlyDictionary<string, FieldError> _errors = new Dictionary<string, FieldError>();

    /// <summary>Raised after each change.</summary>
    public event Action? Changed;

    /// <summary>True once something was typed.</summary>
    public bool Dirty { get; private set; }

    /// <summary>True once someone has tried to send.</summary>
    public bool ShowAll { get; set; }

    /// <summary>Tells of a field whether it is kept as it was typed: secrets, paths, and prose, whose punctuation is its writer's.</summary>
    public Func<string, bool> AsTyped { get; init; } = _ => false;

    /// <summary>Names of all fields that have a value.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>A value; the empty string if there is none.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Checks the form; runs after each change.</summary>
    public Func<IReadOnlyDictionary<string, FieldError>>? Rules { get; set; }

    /// <summary>Runs when someone sets a value, before the check: for fields that follow others.</summary>
    public Action<string, string>? Setting { get; set; }

    /// <summary>Every broken rule, shown or not.</summary>
    public IReadOnlyDictionary<string, FieldError> Errors => _errors;

    /// <summary>Fields that the cloud refused.</summary>
    public IReadOnlyCollection<string> Refused => _refused.Keys;

    /// <summary>True if no rule is broken.</summary>
    public bool IsValid => _errors.Count == 0;

    /// <summary>Sets a value as a form starts with it.</summary>
    public void Init(string name, string value) => _values[name] = value;

    /// <summary>Makes a value one that cannot be changed here.</summary>
    public void Lock(string name) => _locked.Add(name);

    /// <summary>True if the value cannot be changed here.</summary>
    public bool IsLocked(string name) => _locked.Contains(name);

    /// <summary>Lets what is wrong with some fields show, as if they had been typed into.</summary>
    public void Touch(IEnumerable<string> names) => _touched.UnionWith(names);

    /// <summary>What a field makes of what was typed into it: rules and requests see only this.</summary>
    public string Taken(string name, string typed) => AsTyped(name) ? typed : PlainText.Of(typed);

    /// <summary>Sets a value that someone typed or chose.</summary>
    public void Set(string name, string typed)
    {
        if (IsLocked(name))
        {
            return;
        }

        var value = Taken(name, typed);
        _values[name] = value;
        Setting?.Invoke(name, value);
        _touched.Add(name);
        _refused.Remove(name);
        Dirty = true;
        Check();
        Changed?.Invoke();
    }

    /// <summary>Removes the fields of a row.</summary>
    public void Remove(string prefix)
    {
        foreach (var name in _values.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            _values.Remove(name);
            _touched.Remove(name);
            _refused.Remove(name);
        }

        Dirty = true;
    }

    /// <summary>Takes up values that were kept from before.</summary>
    public void Restore(IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
        {
            _values[name] = Taken(name, value);
            if (value.Length > 0)
            {
                _touched.Add(name);
            }
        }

        Dirty = true;
        Check();
    }

    /// <summary>Shows on a field what the cloud refused; it goes as soon as the field changes.</summary>
    public void Refuse(string name, FieldError error) => _refused[name] = error;

    /// <summary>The form was sent: there is nothing left to lose.</summary>
    public void Sent() => Dirty = false;

    /// <summary>Checks all rules again.</summary>
    public void Check() => _errors = Rules?.Invoke() ?? _errors;

    /// <summary>What is to be shown at a field, or null.</summary>
    public FieldError? ErrorOf(string name) =>
        _refused.GetValueOrDefault(name) ?? (ShowAll || _touched.Contains(name) ? _errors.GetValueOrDefault(name) : null);
}
