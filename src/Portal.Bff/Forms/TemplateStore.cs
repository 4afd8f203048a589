using System.Text.Json;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Data;
using Portal.Contracts.Forms;

namespace Portal.Bff.Forms;

/// <summary>Templates by tenant, form and name.</summary>
internal sealed class TemplateStore(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Templates of one form that a tenant may keep.</summary>
    public const int Most = 100;

    /// <summary>All templates of a form, by name.</summary>
    public async Task<IReadOnlyList<TemplateDto>> ListAsync(string tenant, string form, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<TemplateRow>().AsNoTracking().Where(t => t.Tenant == tenant && t.Form == form).OrderBy(t => t.Name).Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Select(ToDto)];
    }

    /// <summary>Keeps a template in place of one of the same name.</summary>
    /// <returns>The template; null if the tenant has as many as it may.</returns>
    public async Task<TemplateDto?> SaveAsync(string tenant, string form, string name, string request, string savedBy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var templates = db.Set<TemplateRow>();
        var row = await templates.FirstOrDefaultAsync(t => t.Tenant == tenant && t.Form == form && t.Name == name, cancellationToken);
        if (row is null)
        {
            if (await templates.CountAsync(t => t.Tenant == tenant && t.Form == form, cancellationToken) >= Most)
            {
                return null;
            }

            row = new TemplateRow { Tenant = tenant, Form = form, Name = name, Request = request, SavedBy = savedBy, SavedAt = now };
            db.Add(row);
        }

        (row.Request, row.SavedBy, row.SavedAt) = (request, savedBy, now);
        await db.SaveChangesAsync(cancellationToken);
        return ToDto(row);
    }

    /// <summary>Deletes a template, if there is one.</summary>
    public async Task DeleteAsync(string tenant, string form, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            () => db.Set<TemplateRow>().Where(t => t.Tenant == tenant && t.Form == form && t.Name == name).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private static TemplateDto ToDto(TemplateRow row)
    {
        using var request = JsonDocument.Parse(row.Request);
        return new TemplateDto(row.Name, request.RootElement.Clone(), row.SavedBy, row.SavedAt);
    }
}
