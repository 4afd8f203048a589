using System.Text.Json;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Platform.Data;
using Portal.Contracts.Forms;

namespace Portal.Bff.Features.Forms;

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
        var row = new TemplateRow { Tenant = tenant, Form = form, Name = name, Request = request, SavedBy = savedBy, SavedAt = time.GetUtcNow() };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ReplaceAsync(db, row, cancellationToken))
        {
            return ToDto(row);
        }

        if (await db.Set<TemplateRow>().CountAsync(t => t.Tenant == tenant && t.Form == form, cancellationToken) >= Most)
        {
            return null;
        }

        db.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
        {
            // A colleague gave the same name a moment earlier; the later one counts, as it would have a moment later.
            await ReplaceAsync(db, row, cancellationToken);
        }

        return ToDto(row);
    }

    /// <summary>Deletes a template, if there is one.</summary>
    public async Task DeleteAsync(string tenant, string form, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            () => db.Set<TemplateRow>().Where(t => t.Tenant == tenant && t.Form == form && t.Name == name).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private static Task<bool> ReplaceAsync(PortalDbContext db, TemplateRow row, CancellationToken cancellationToken) => db.WriteAsync(
        async () => await db.Set<TemplateRow>().Where(t => t.Tenant == row.Tenant && t.Form == row.Form && t.Name == row.Name)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.Request, row.Request).SetProperty(t => t.SavedBy, row.SavedBy).SetProperty(t => t.SavedAt, row.SavedAt), cancellationToken) > 0,
        cancellationToken);

    private static TemplateDto ToDto(TemplateRow row)
    {
        using var request = JsonDocument.Parse(row.Request);
        return new TemplateDto(row.Name, request.RootElement.Clone(), row.SavedBy, row.SavedAt);
    }
}
