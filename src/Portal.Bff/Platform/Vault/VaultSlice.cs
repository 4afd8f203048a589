using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Platform.Vault;

/// <summary>Registration of the vault and of Data Protection on top of it.</summary>
internal static class VaultSlice
{
    public static IServiceCollection AddVault(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(MasterKey.Load(configuration.ReadSettings<KeyOptions>()));
        services.AddSingleton<SecretVault>();
        services.AddSingleton<DataProtectionStore>();
        services.AddDataProtection().SetApplicationName("Portal.Bff");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<DataProtectionStore>();
            options.XmlEncryptor = new MasterKeyXmlEncryptor(provider.GetRequiredService<MasterKey>());
        }));
        services.AddHostedService<VaultStartup>();
        return services;
    }

    /// <summary>Opens the portal's own data key once, so that a wrong master key stops the start and not the first user.</summary>
    private sealed class VaultStartup(SecretVault vault) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken) =>
            await vault.SealAsync(SecretVault.PortalOwner, "start", ReadOnlyMemory<byte>.Empty, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
