using Bcs.Api.Catalogue;

using Portal.Shell;

namespace Portal.Features.Consortium;

/// <summary>Registers the consortium, its commands and what waits there.</summary>
internal static class ConsortiumFeature
{
    public static IServiceCollection AddConsortium(this IServiceCollection services) => services
        .AddSingleton(new PortalPage("nav.consortium", "consortium", "c", BcsOperations.ListNotifications.Action, t => PortalUrls.Consortium(t)))
        .AddScoped<IPaletteSource, ConsortiumPalette>()
        .AddScoped<IAttentionSource, InvitationAttention>();
}
