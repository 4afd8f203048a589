namespace Portal.Bff.Ui;

/// <summary>Section <c>Ui</c>.</summary>
internal sealed class UiOptions
{
    /// <summary>Addresses of the UI hosts, separated by commas. Several get session affinity by a cookie.</summary>
    public string Address { get; init; } = "";

    /// <summary>The addresses, checked.</summary>
    public IReadOnlyList<Uri> Hosts()
    {
        var hosts = new List<Uri>();
        foreach (var address in Address.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            hosts.Add(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : throw Unset());
        }

        return hosts.Count > 0 ? hosts : throw Unset();
    }

    private static InvalidOperationException Unset() =>
        new("Ui:Address is not set to the address of the UI host, such as http://127.0.0.1:5082.");
}
