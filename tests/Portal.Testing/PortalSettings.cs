namespace Portal.Testing;

/// <summary>Settings of a BFF that serves the demo tenants of a sandbox.</summary>
public static class PortalSettings
{
    /// <summary>The settings, with <c>:</c> between the parts of a key.</summary>
    /// <param name="sandbox">The cloud.</param>
    /// <param name="folder">Folder of database and keys.</param>
    /// <param name="postgres">Connection string of a PostgreSQL database, or null for SQLite.</param>
    /// <param name="only">The only company to serve; null serves all.</param>
    public static async Task<Dictionary<string, string?>> ForAsync(SandboxProcess sandbox, string folder, string? postgres = null, string? only = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:Provider"] = postgres is null ? "Sqlite" : "Postgres",
            ["ConnectionStrings:Portal"] = postgres ?? $"Data Source={Path.Combine(folder, "portal.db")}",
            ["ConnectionStrings:Jobs"] = $"Data Source={Path.Combine(folder, "jobs.db")}",
            ["Keys:MasterFile"] = Path.Combine(folder, "keys", "master.key"),
            ["Keys:Create"] = "true",
            ["Ui:Address"] = "http://127.0.0.1:9",

            // How soon IAM answers is what a test says itself; on a machine with other work it may take longer than anybody should have to wait.
            ["Upstream:IamTimeout"] = "00:01:00",
        };
        foreach (var tenant in (await sandbox.DemoAsync()).Where(t => only is null || t.Tenant == only))
        {
            AddTenant(settings, tenant, sandbox.Url);
        }

        return settings;
    }

    /// <summary>The same settings as environment variables.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> AsEnvironment(this IEnumerable<KeyValuePair<string, string?>> settings) =>
        settings.Select(s => new KeyValuePair<string, string?>(s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value));

    private static void AddTenant(Dictionary<string, string?> settings, SandboxTenant tenant, Uri cloud)
    {
        var key = $"Tenants:{tenant.Tenant}";
        settings[$"{key}:Name"] = tenant.Name;
        settings[$"{key}:Domain"] = tenant.Domain;
        settings[$"{key}:Project"] = tenant.ProjectName;
        settings[$"{key}:ProjectId"] = tenant.ProjectId;
        settings[$"{key}:IamEndpoint"] = cloud.ToString();
        settings[$"{key}:BcsEndpoint"] = cloud.ToString();
        var grant = 0;
        foreach (var user in tenant.Users)
        {
            if (user.Role == "Credential")
            {
                settings[$"{key}:Credential:User"] = user.Name;
                settings[$"{key}:Credential:Password"] = user.Password;
            }
            else
            {
                settings[$"{key}:Grants:{grant}:User"] = user.Name;
                settings[$"{key}:Grants:{grant++}:Role"] = user.Role;
            }
        }
    }
}
