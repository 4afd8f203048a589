using Microsoft.AspNetCore.Components;

using Portal.Resources;

namespace Portal.Controls;

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
}
