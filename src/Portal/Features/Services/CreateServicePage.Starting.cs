using Bcs.Api.Services;

using Portal.Model.Services;

namespace Portal.Features.Services;

/// <summary>What the form starts from: a service, a template, or a request as JSON.</summary>
public sealed partial class CreateServicePage
{
    private void UseService()
    {
        StartFrom(_like!, "create.fromService", []);
        ForgetLike();
    }

    // Loaded again, the page does not ask again.
    private void ForgetLike()
    {
        _like = null;
        Navigation.NavigateTo(StepUrl(Current), replace: true);
    }

    private void UseTemplate(CreateServiceRequest request) => StartFrom(request, "create.fromTemplate", []);

    private void UseJson(ReadRequest read) => StartFrom(read.Request!, "create.fromJson", read.Unknown);

    private void StartFrom(CreateServiceRequest request, string note, IReadOnlyList<string> unknown)
    {
        var key = _form.Key;
        _form.Fields.Changed -= Typed;
        _form = new();
        _form.Fields.Init(FieldNames.Key, key);
        Begin();
        Restore(CreateServiceDraft.Of(request), note);
        _unknown = unknown;
        RowsChanged();
    }
}
