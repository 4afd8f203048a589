using System.Net;
using System.Net.WebSockets;

using Microsoft.AspNetCore.Connections;

using Portal.Access;
using Portal.Contracts;

namespace Portal.Live;

/// <summary>
/// Opens the socket of a hub connection with the session's cookie. Stands in for the client's own transport package, which is
/// not available to this build: WebSockets only, no negotiation.
/// </summary>
internal sealed class WebSocketConnectionFactory(SessionCookie cookie) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var address = new UriBuilder(((UriEndPoint)endpoint).Uri);
        address.Scheme = address.Scheme == "https" ? "wss" : "ws";
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", cookie.Header);
        socket.Options.SetRequestHeader(BffHeaders.Csrf, "1");
        foreach (var (name, value) in cookie.Caller.Headers())
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(address.Uri, cancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode is HttpStatusCode.Unauthorized)
        {
            socket.Dispose();
            throw new SessionOverException();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new WebSocketConnection(socket);
    }
}

/// <summary>The BFF refused the connection because the session has ended.</summary>
internal sealed class SessionOverException : Exception;
