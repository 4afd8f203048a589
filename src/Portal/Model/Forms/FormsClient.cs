using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Forms;

namespace Portal.Model.Forms;

/// <summary>What the gateway keeps of forms: drafts of one person, and templates of a tenant.</summary>
internal sealed class FormsClient(BffHttp bff)
{
    /// <summary>Reads a draft; without one it has no values.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="form">Name of the form, with what it is about.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<DraftDto>> GetDraftAsync(string tenant, string form, CancellationToken cancellationToken) =>
        bff.GetAsync<DraftDto>(Draft(tenant, form), cancellationToken);

    /// <summary>Keeps a draft in the place of the one before.</summary>
    public Task<BcsResult<DraftDto>> SaveDraftAsync(string tenant, string form, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        bff.SendAsync<DraftDto>(HttpMethod.Put, Draft(tenant, form), new SaveDraftRequest(values), cancellationToken);

    /// <summary>Forgets a draft.</summary>
    public Task<BcsResult<Nothing>> DeleteDraftAsync(string tenant, string form, CancellationToken cancellationToken) =>
        bff.SendAsync<Nothing>(HttpMethod.Delete, Draft(tenant, form), null, cancellationToken);

    /// <summary>Reads the templates of a form.</summary>
    public Task<BcsResult<Page<TemplateDto>>> ListTemplatesAsync(string tenant, string form, CancellationToken cancellationToken) =>
        bff.GetAsync<Page<TemplateDto>>(PortalUrls.With($"{BffRoutes.Templates}/{form}", ("tenant", tenant)), cancellationToken);

    /// <summary>Keeps a template in the place of one with the same name.</summary>
    public Task<BcsResult<TemplateDto>> SaveTemplateAsync(string tenant, string form, string name, SaveTemplateRequest template, CancellationToken cancellationToken) =>
        bff.SendAsync<TemplateDto>(HttpMethod.Put, Template(tenant, form, name), template, cancellationToken);

    /// <summary>Deletes a template.</summary>
    public Task<BcsResult<Nothing>> DeleteTemplateAsync(string tenant, string form, string name, CancellationToken cancellationToken) =>
        bff.SendAsync<Nothing>(HttpMethod.Delete, Template(tenant, form, name), null, cancellationToken);

    private static string Draft(string tenant, string form) => PortalUrls.With($"{BffRoutes.Drafts}/{Uri.EscapeDataString(form)}", ("tenant", tenant));

    private static string Template(string tenant, string form, string name) =>
        PortalUrls.With($"{BffRoutes.Templates}/{form}/{Uri.EscapeDataString(name)}", ("tenant", tenant));
}
