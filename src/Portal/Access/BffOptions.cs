using System.Net;

namespace Portal.Access;

/// <summary>Section <c>Bff</c>: where the gateway is, and who may say for whom it asks.</summary>
internal sealed class BffOptions
{
    /// <summary>Absolute base address, for example <c>http://127.0.0.1:5080</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>Networks in CIDR form from which forwarded headers are believed: the gateway's.</summary>
    public IReadOnlyList<string> KnownNetworks { get; set; } = [];

    /// <summary>What is wrong, each beginning with its key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return "Bff:Address has to be the absolute http or https address of the gateway, for example http://127.0.0.1:5080.";
        }

        if (!KnownNetworks.All(n => IPNetwork.TryParse(n, out _)))
        {
            yield return "Bff:KnownNetworks has to hold networks such as 10.0.0.0/8.";
        }
    }
}
