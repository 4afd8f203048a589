using Microsoft.AspNetCore.Components;

using Portal.Resources;

namespace Portal.Design;

/// <summary>What all fields of a form have in common.</summary>
public abstract class FieldComponent : ComponentBase
{
    /// <summary>The form.</summary>
    [CascadingParameter]
    public FormFields Fields { get; set; } = null!;

    /// <summary>Name within the form.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>What it is called.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What belongs into it, or null.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>May stay empty.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Texts.</summary>
    [Inject]
    protected Texts T { get; set; } = null!;

    private string? _typing;

    /// <summary>
    /// The text to show. While someone types it is what they typed: to write into a field at that moment would break into the composition of
    /// an input method. Once they leave the field it is what the form has taken.
    /// </summary>
    protected string Shown => _typing is not null && Fields.Taken(Name, _typing) == Fields[Name] ? _typing : Fields[Name];

    /// <summary>Element id.</summary>
    protected string Id => "f-" + Name.Replace('.', '-');

    /// <summary>The value is given and cannot be changed.</summary>
    protected bool Locked => Fields.IsLocked(Name);

    /// <summary>What is wrong, or null.</summary>
    protected FieldError? Error => Fields.ErrorOf(Name);

    /// <summary>Ids of hint and error, for screen readers.</summary>
    protected string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (not null, null) => Id + "-hint",
        (null, not null) => Id + "-error",
        _ => $"{Id}-hint {Id}-error",
    };

    /// <summary>Value of <c>aria-invalid</c>.</summary>
    protected string? Invalid => Error is null ? null : "true";

    /// <summary>Someone types.</summary>
    protected void Type(string? text)
    {
        _typing = text ?? "";
        Fields.Set(Name, _typing);
    }

    /// <summary>Someone is done with typing.</summary>
    protected void Leave() => _typing = null;
}
