using Portal.Shell;

namespace Portal.Features.Account;

/// <summary>Registers the account page. It is reached from the account's menu and the palette, not from the rail.</summary>
internal static class AccountFeature
{
    public static IServiceCollection AddAccount(this IServiceCollection services) => services.AddScoped<IPaletteSource, AccountPalette>();
}
