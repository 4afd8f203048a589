using System.Net;
using System.Text.RegularExpressions;

using Portal.Contracts;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>A browser that goes from site to site: follows redirects until it is at a page of the portal, and fills in a provider's form.</summary>
internal sealed partial class SsoBrowser : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _portal;

    public SsoBrowser(Uri portal)
    {
        _portal = portal;
        _http = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == "CN=Imitated CA" },
        });
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Where it is.</summary>
    public Uri At { get; private set; } = new("about:blank");

    /// <summary>Goes to an address, as a link of another site would.</summary>
    public Task<HttpResponseMessage> GoAsync(string address) => SendAsync(HttpMethod.Get, address, request => request.Headers.Add("Sec-Fetch-Site", "cross-site"));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(method, At = new Uri(_portal, address));
        adjust?.Invoke(request);
        return await _http.SendAsync(request);
    }

    /// <summary>A call of the portal's own page.</summary>
    public Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, HttpContent? body = null) =>
        SendAsync(method, path, request =>
        {
            request.Headers.Add(BffHeaders.Csrf, "1");
            request.Content = body;
        });

    /// <summary>Signs in through a provider; tells at which page of the portal it ends, or the status of an answer that is none.</summary>
    public async Task<string> SignInAsync(string provider, string? user = null, string? password = null, string returnUrl = "/services")
    {
        using var start = await GoAsync($"/bff/signin/oidc/{provider}?returnUrl={Uri.EscapeDataString(returnUrl)}");
        return await FollowAsync(start, user, password);
    }

    /// <summary>Goes on from an answer.</summary>
    public async Task<string> FollowAsync(HttpResponseMessage answer, string? user = null, string? password = null)
    {
        for (var step = 0; step < 20; step++)
        {
            if (answer.Headers.Location is { } location)
            {
                var to = new Uri(At, location);
                if (to.Authority == _portal.Authority && !to.AbsolutePath.StartsWith("/bff/", StringComparison.Ordinal))
                {
                    At = to;
                    return to.PathAndQuery;
                }

                answer = await GoAsync(to.ToString());
                continue;
            }

            var page = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode || user is null || Field().Match(page) is not { Success: true } field)
            {
                return ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            using var form = new FormUrlEncodedContent([new("request", field.Groups[1].Value), new("user", user), new("password", password)]);
            answer = await SendAsync(HttpMethod.Post, new Uri(At, "/oidc/signin").ToString(), request => request.Content = form);
            user = null;
        }

        throw new InvalidOperationException("It goes round in circles.");
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"request\" value=\"([^\"]*)\"")]
    private static partial Regex Field();
}
