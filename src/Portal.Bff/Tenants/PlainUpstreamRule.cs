using Microsoft.Extensions.Options;

using Portal.Bff.Platform.Upstream;

namespace Portal.Bff.Tenants;

/// <summary>Tokens and passwords leave this machine over TLS only, unless the settings say otherwise.</summary>
internal sealed class PlainUpstreamRule(UpstreamOptions upstream) : IValidateOptions<TenantsOptions>
{
    public ValidateOptionsResult Validate(string? name, TenantsOptions options)
    {
        var plain = options.SelectMany(t => new[] { (t.Key, nameof(t.Value.IamEndpoint), t.Value.IamEndpoint), (t.Key, nameof(t.Value.BcsEndpoint), t.Value.BcsEndpoint) })
            .Where(e => Uri.TryCreate(e.Item3, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
            .Select(e => $"Tenants:{e.Key}:{e.Item2} is plain http to another machine, where tokens can be read on the way. Use https, or set Upstream:AllowPlainUpstream to true.")
            .ToList();
        return plain.Count == 0 || upstream.AllowPlainUpstream ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(plain);
    }
}
