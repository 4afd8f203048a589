using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Live;

/// <summary>
/// Lets go of the hub connection while the browser is away: what a circuit would hear then, it looks up once when the browser
/// is back, and a session does not fill its connections with pages that nobody sees.
/// </summary>
internal sealed class LiveCircuit(HubLink hub) : CircuitHandler
{
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => hub.PauseAsync();

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        hub.Resume();
        return Task.CompletedTask;
    }
}
