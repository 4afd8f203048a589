using Bcs.Api.Catalogue;

using Portal.Shell;

namespace Portal.Features.Consortium;

/// <summary>Registers the consortium, its commands and what waits there.</summary>
internal static class ConsortiumFeature
{
    public static IServiceCollection AddConsortium(this IServiceCollection services)
    {
        foreach (var action in Enum.GetValues<InvitationAction>())
        {
            services.AddSingleton(new LinkNeed("consortium", "do", action.ToString(), InvitationActions.Operation(action)));
        }

        return services
            .AddSingleton(new PortalPage("nav.consortium", "consortium", "c", BcsOperations.ListNotifications.Action, t => PortalUrls.Consortium(t)))
            .AddSingleton(new LinkNeed("consortium", "invite", null, BcsOperations.InviteTenants))
            .AddScoped<IPaletteSource, ConsortiumPalette>()
            .AddScoped<IAttentionSource, InvitationAttention>();
    }
}
