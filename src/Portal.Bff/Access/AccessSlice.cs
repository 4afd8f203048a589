namespace Portal.Bff.Access;

/// <summary>Registration of authorisation by action.</summary>
internal static class AccessSlice
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.AddSingleton<IAccessEngine, AccessEngine>();
        return services;
    }
}
