using System.Net;
using System.Net.Sockets;
using System.Text;

using Bcs.Api.Client;
using Bcs.Api.Operations;
using Bcs.Api.Services;

namespace Bcs.Api.Tests.Client;

public sealed class BcsClientTests
{
    [Fact]
    public async Task Call_that_succeeds_gives_the_answer_and_its_audit_id()
    {
        var result = await ListAsync(Some.Json(200, """{"blockchains":[{"id":"a","name":"b"}],"count":1}""", ("X-Audit-Id", "harbor-7")));
        var ok = Assert.IsType<BcsResult<ServiceList>.Ok>(result);
        Assert.Equal(("a", "harbor-7"), (ok.Value.Blockchains!.Single().Id, ok.AuditId));
    }

    [Fact]
    public async Task Call_that_succeeds_without_a_body_gives_an_answer_without_values()
    {
        var result = await ListAsync(Some.Json(200, ""));
        Assert.Null(Assert.IsType<BcsResult<ServiceList>.Ok>(result).Value.Blockchains);
    }

    [Fact]
    public async Task Answer_of_a_size_that_the_cloud_never_sends_is_unclear_and_not_read()
    {
        var answer = Some.Json(200, "{}");
        answer.Content.Headers.ContentLength = (256 * 1024 * 1024) + 1;

        Assert.IsType<BcsResult<ServiceList>.Unclear>(await ListAsync(answer));
    }

    [Fact]
    public async Task Refusal_of_bcs_is_refused_with_its_code()
    {
        var result = await ListAsync(Some.Json(400, """{"error_code":"BCS.4001018","error_msg":"taken"}"""));
        var error = Assert.IsType<BcsResult<ServiceList>.Refused>(result).Error;
        Assert.Equal((400, "BCS.4001018", "taken"), (error.Status, error.Code, error.Message));
    }

    [Fact]
    public async Task Refusal_of_the_gateway_is_refused_with_its_code_and_body()
    {
        var result = await ListAsync(Some.Json(403, """{"title":"no","status":403,"code":"action_denied","action":"bcs:x:y"}"""));
        var error = Assert.IsType<BcsResult<ServiceList>.Refused>(result).Error;
        Assert.Equal(("action_denied", "bcs:x:y"), (error.Code, error.Body.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task Refusal_of_iam_is_refused_with_its_number_as_code()
    {
        var result = await ListAsync(Some.Json(401, """{"error":{"code":401,"message":"wrong","title":"Unauthorized"}}"""));
        var error = Assert.IsType<BcsResult<ServiceList>.Refused>(result).Error;
        Assert.Equal(("401", "wrong"), (error.Code, error.Message));
    }

    [Fact]
    public async Task Fault_with_a_code_is_refused()
    {
        var result = await ListAsync(Some.Json(500, """{"error_code":"BCS.5000500","error_msg":"Internal Server Error"}"""));
        Assert.Equal("BCS.5000500", Assert.IsType<BcsResult<ServiceList>.Refused>(result).Error.Code);
    }

    [Theory]
    [InlineData(500, "Internal Server Error")]
    [InlineData(502, "<html><body>Bad gateway</body></html>")]
    [InlineData(503, """{"message":"no code here"}""")]
    public async Task Fault_without_a_code_is_unclear(int status, string body)
    {
        var unclear = Assert.IsType<BcsResult<ServiceList>.Unclear>(await ListAsync(Some.Json(status, body)));
        Assert.Equal(status, unclear.Status);
    }

    [Fact]
    public async Task Refusal_without_a_code_proves_that_nothing_was_done()
    {
        var result = await ListAsync(Some.Json(404, "<html>not found</html>"));
        Assert.Equal((404, ""), (Assert.IsType<BcsResult<ServiceList>.Refused>(result).Error.Status, ((BcsResult<ServiceList>.Refused)result).Error.Code));
    }

    [Theory]
    [InlineData("<html>200 and yet a page</html>")]
    [InlineData("""{"blockchains":[""")]
    [InlineData("null")]
    public async Task Success_that_is_not_the_answer_is_unclear(string body) =>
        Assert.IsType<BcsResult<ServiceList>.Unclear>(await ListAsync(Some.Json(200, body)));

    [Fact]
    public async Task Waiting_time_is_handed_on()
    {
        var result = await ListAsync(Some.Json(429, """{"error_code":"APIGW.0308","error_msg":"slow down"}""", ("Retry-After", "7")));
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<BcsResult<ServiceList>.Refused>(result).Error.RetryAfter);
    }

    [Fact]
    public async Task Answer_cut_in_its_body_is_unclear()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var socket = await listener.AcceptSocketAsync();
            await socket.ReceiveAsync(new byte[4096]);
            await socket.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"count\":"));
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };
        Assert.IsType<BcsResult<ServiceList>.Unclear>(await new BcsClient(http, "p", retry: BcsRetry.None).ListServicesAsync());
        await serving;
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, true)]
    [InlineData(HttpRequestError.Unknown, false)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    public async Task What_failed_before_there_was_a_connection_was_not_sent(HttpRequestError error, bool notSent)
    {
        using var http = new HttpClient(new AnsweringHandler(_ => throw new HttpRequestException(error))) { BaseAddress = new Uri("http://localhost") };

        var result = await new BcsClient(http, "p", retry: BcsRetry.None).ListServicesAsync();

        Assert.Equal((notSent, error.ToString()), result switch
        {
            BcsResult<ServiceList>.NotSent no => (true, no.Reason),
            BcsResult<ServiceList>.Unclear unclear => (false, unclear.Reason),
            _ => throw new InvalidOperationException(),
        });
    }

    [Fact]
    public async Task Connection_that_is_not_made_in_time_is_told_from_an_answer_that_does_not_come_in_time()
    {
        var silence = new TaskCompletionSource();
        using var connecting = new HttpClient(new ConnectTimeoutHandler(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (_, cancellationToken) =>
            {
                await silence.Task.WaitAsync(cancellationToken);
                throw new InvalidOperationException();
            },
        })) { BaseAddress = new Uri("http://localhost") };
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var connected = new HttpClient(new ConnectTimeoutHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) }))
        {
            BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), Timeout = TimeSpan.FromMilliseconds(200),
        };

        var never = await new BcsClient(connecting, "p", retry: BcsRetry.None).DeleteServiceAsync("b");
        var silent = await new BcsClient(connected, "p", retry: BcsRetry.None).DeleteServiceAsync("b");

        Assert.Equal("ConnectTimeout", Assert.IsType<BcsResult<DeleteServiceResponse>.NotSent>(never).Reason);
        Assert.Equal("Timeout", Assert.IsType<BcsResult<DeleteServiceResponse>.Unclear>(silent).Reason);
    }

    [Fact]
    public async Task Change_without_a_body_is_sent_once_though_the_connection_ends_unanswered()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(stop.Token);
                requests += await socket.ReceiveAsync(new byte[4096], stop.Token) > 0 ? 1 : 0;
            }
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };

        var result = await new BcsClient(http, "p").DeleteServiceAsync("b");

        Assert.IsType<BcsResult<DeleteServiceResponse>.Unclear>(result);
        Assert.Equal(1, requests);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    [Fact]
    public async Task Time_out_is_unclear_and_cancellation_is_not()
    {
        using var http = new HttpClient(new AnsweringHandler(_ => throw new TaskCanceledException())) { BaseAddress = new Uri("http://localhost") };
        var client = new BcsClient(http, "p", retry: BcsRetry.None);
        Assert.Equal("Timeout", Assert.IsType<BcsResult<ServiceList>.Unclear>(await client.ListServicesAsync()).Reason);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListServicesAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Paths_and_queries_are_escaped_and_prefixed()
    {
        var handler = new AnsweringHandler(_ => Some.Json(200, "{}"));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        var client = new BcsClient(http, "p/1", "/bcs/harbor", (request, _) =>
        {
            request.Headers.Add("X-CSRF", "1");
            return ValueTask.CompletedTask;
        });
        await client.ListOperationRecordsAsync(new OperationRecordFilter { OperationId = "a b&c", OperationStatus = "processing" });
        Assert.Equal("/bcs/harbor/v2/p%2F1/operation/record?operation_status=processing&operation_id=a%20b%26c", handler.Request!.RequestUri!.PathAndQuery);
        Assert.Equal("1", handler.Request.Headers.GetValues("X-CSRF").Single());
    }

    [Fact]
    public async Task Body_leaves_out_what_was_not_set()
    {
        var handler = new AnsweringHandler(_ => Some.Json(200, "{}"));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        await new BcsClient(http, "p", retry: BcsRetry.None).CreateServiceAsync(new CreateServiceRequest { Name = "bcs-1", VersionType = 4 });
        Assert.Equal("""{"name":"bcs-1","version_type":4}""", handler.Body);
    }

    private static async Task<BcsResult<ServiceList>> ListAsync(HttpResponseMessage answer)
    {
        using var http = new HttpClient(new AnsweringHandler(_ => answer)) { BaseAddress = new Uri("http://localhost") };
        return await new BcsClient(http, "p", retry: BcsRetry.None).ListServicesAsync();
    }
}
