using System.Text.Json;

namespace Portal.Contracts.Forms;

/// <summary>What a person has typed into a form so far. Secrets are never part of it.</summary>
/// <param name="Values">Values under the names of their fields; empty if nothing is kept.</param>
/// <param name="SavedAt">When it was last kept, UTC; null if nothing is kept.</param>
public sealed record DraftDto(IReadOnlyDictionary<string, string> Values, DateTimeOffset? SavedAt);

/// <summary>Body of <c>PUT /api/drafts/{form}</c>.</summary>
/// <param name="Values">Values under the names of their fields, at most 64 KB together.</param>
public sealed record SaveDraftRequest(IReadOnlyDictionary<string, string> Values);

/// <summary>A request that a tenant keeps to start forms from.</summary>
/// <param name="Name">Its name, 1 to 60 characters, unique for the form within the tenant.</param>
/// <param name="Request">The request as JSON, without secrets.</param>
/// <param name="SavedBy">Name of the person who saved it last.</param>
/// <param name="SavedAt">When, UTC.</param>
public sealed record TemplateDto(string Name, JsonElement Request, string SavedBy, DateTimeOffset SavedAt);

/// <summary>Body of <c>PUT /api/templates/{form}/{name}</c>.</summary>
/// <param name="Request">The request as a JSON object, at most 64 KB; secrets in it are dropped.</param>
public sealed record SaveTemplateRequest(JsonElement Request);
