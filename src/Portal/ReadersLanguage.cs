using Microsoft.AspNetCore.Localization;

using Portal.Access;
using Portal.Resources;

namespace Portal;

/// <summary>The language a page is made in: asked for in the address, else chosen before, else the browser's first that exists here.</summary>
internal sealed class ReadersLanguage : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var language = Texts.Match(httpContext.Request.Query["lang"])
            ?? Texts.Match(httpContext.Request.Cookies[PreferenceCookies.Language])
            ?? httpContext.Request.GetTypedHeaders().AcceptLanguage
                .OrderByDescending(l => l.Quality ?? 1)
                .Select(l => Texts.Match(l.Value.Value))
                .FirstOrDefault(l => l is not null)
            ?? Texts.English;
        return Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(language));
    }
}
