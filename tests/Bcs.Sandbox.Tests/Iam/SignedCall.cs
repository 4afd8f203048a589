using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using Bcs.Api.Iam;
using Bcs.Api.Signing;
using Bcs.Sandbox.Engine;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Iam;

/// <summary>A request signed by the client's own signer, and sent as bytes, so that a test can change any of them.</summary>
internal sealed class SignedCall
{
    private readonly Uri _address;

    private SignedCall(Uri address, string head, byte[] body) => (_address, Head, Body) = (address, head, body);

    /// <summary>Request line and headers, without the empty line.</summary>
    public string Head { get; private init; }

    public byte[] Body { get; private init; }

    /// <summary>Signs a request.</summary>
    /// <param name="sandbox">The emulator.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="body">Body; none if null.</param>
    /// <param name="at">When it is signed; now if null.</param>
    /// <param name="key">Key; that of Harbor's administrator if null.</param>
    public static async Task<SignedCall> CreateAsync(
        SandboxHost sandbox, string method, string target, byte[]? body = null, DateTimeOffset? at = null, AccessKey? key = null)
    {
        var address = sandbox.Http.BaseAddress!;
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, target));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        await new RequestSigner(key ?? Key(), at is { } time ? new ManualTimeProvider(time) : TimeProvider.System).SignAsync(request);
        var head = new StringBuilder($"{method} {request.RequestUri!.PathAndQuery} HTTP/1.1\r\nConnection: close");
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> all = body is null ? request.Headers : request.Headers.Concat(request.Content!.Headers);
        foreach (var (name, values) in all.Where(h => h.Key is not ("Host" or "Content-Length" or "Connection")))
        {
            head.Append("\r\n").Append(name).Append(": ").AppendJoin(", ", values);
        }

        head.Append("\r\nHost: ").Append(address.Authority);
        return new SignedCall(address, body is null ? head.ToString() : $"{head}\r\nContent-Length: {body.Length}", body ?? []);
    }

    public static AccessKey Key(string tenant = "harbor", string user = "admin", string? secret = null) =>
        new(DemoTenants.AccessKey(tenant, user), new Secret(secret ?? DemoTenants.SecretKey(tenant, user)));

    /// <summary>The same with another head.</summary>
    public SignedCall WithHead(Func<string, string> change) => new(_address, change(Head), Body);

    /// <summary>The same with one byte of the body changed.</summary>
    public SignedCall WithChangedBody(int at)
    {
        var body = Body.ToArray();
        body[at] ^= 1;
        return new SignedCall(_address, Head, body);
    }

    /// <summary>Sends it and returns status and body.</summary>
    public async Task<(int Status, JsonNode? Body)> SendAsync()
    {
        var answer = await RawCall.SendAsync(_address, Encoding.UTF8.GetBytes(Head), Body);
        var json = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and > 0 ? answer[(end + 4)..] : "";
        return (RawCall.Status(answer), json.StartsWith('{') ? JsonNode.Parse(json) : null);
    }
}
