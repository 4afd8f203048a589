using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Host.Ui;

/// <summary>Section <c>Ui</c>.</summary>
[Settings("Ui")]
internal sealed class UiOptions
{
    /// <summary>Addresses of the UI hosts, separated by commas. Several get session affinity by a cookie.</summary>
    [Needed, WebAddress(Several = true)]
    public string Address { get; init; } = "";

    /// <summary>The addresses one by one.</summary>
    public IReadOnlyList<Uri> Hosts() => [.. WebAddressAttribute.Split(Address).Select(a => new Uri(a))];
}
