using System.Net;

using Bcs.Api.Client;
using Bcs.Api.Services;

using Portal.Testing;

namespace Bcs.Api.Tests.Client;

public sealed class RetryTests
{
    private static readonly Func<HttpResponseMessage> Busy = () => Some.Json(429, """{"error_code":"APIGW.0308","error_msg":"slow down"}""", ("Retry-After", "7"));

    [Fact]
    public async Task Read_that_got_no_answer_is_sent_again_and_succeeds()
    {
        var answers = new Queue<Func<HttpResponseMessage>>([() => throw new HttpRequestException(HttpRequestError.ConnectionError), () => Some.Json(502, "<html>"), () => Some.Json(200, """{"count":2}""")]);
        var (result, handler) = await ListAsync(answers, new BcsRetry { FirstWait = TimeSpan.Zero });
        Assert.Equal((2, 3), (Assert.IsType<BcsResult<ServiceList>.Ok>(result).Value.Count, handler.Count));
    }

    [Fact]
    public async Task Read_that_was_told_to_wait_waits_that_long()
    {
        var time = new ManualTimeProvider();
        var answers = new Queue<Func<HttpResponseMessage>>([Busy, () => Some.Json(200, "{}")]);
        var running = ListAsync(answers, new BcsRetry { Time = time });
        await Eventually.TrueAsync(() => time.ArmedTimers > 0, "the client waits");
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.IsType<BcsResult<ServiceList>.Ok>((await running).Result);
    }

    [Fact]
    public async Task Wait_that_is_too_long_is_left_to_the_caller()
    {
        var (result, handler) = await ListAsync(new Queue<Func<HttpResponseMessage>>([Busy]), new BcsRetry { LongestWait = TimeSpan.FromSeconds(5) });
        Assert.Equal((TimeSpan.FromSeconds(7), 1), (Assert.IsType<BcsResult<ServiceList>.Refused>(result).Error.RetryAfter, handler.Count));
    }

    [Fact]
    public async Task Read_that_keeps_failing_ends_after_its_attempts()
    {
        var answers = new Queue<Func<HttpResponseMessage>>(Enumerable.Repeat<Func<HttpResponseMessage>>(() => Some.Json(500, "oops"), 9));
        var (result, handler) = await ListAsync(answers, new BcsRetry { Attempts = 4, FirstWait = TimeSpan.Zero });
        Assert.Equal((500, 4), (Assert.IsType<BcsResult<ServiceList>.Unclear>(result).Status, handler.Count));
    }

    [Fact]
    public async Task Call_that_used_up_its_time_is_not_sent_again()
    {
        var (result, handler) = await ListAsync(new Queue<Func<HttpResponseMessage>>([() => throw new TaskCanceledException()]), BcsRetry.Reads);
        Assert.Equal(("Timeout", 1), (Assert.IsType<BcsResult<ServiceList>.Unclear>(result).Reason, handler.Count));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Refusal_is_not_asked_again(int status)
    {
        var (result, handler) = await ListAsync(new Queue<Func<HttpResponseMessage>>([() => Some.Json(status, """{"error_code":"BCS.5000500","error_msg":"no"}""")]), BcsRetry.Reads);
        Assert.IsType<BcsResult<ServiceList>.Refused>(result);
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task Change_is_sent_once_even_when_it_was_told_to_wait()
    {
        using var handler = new AnsweringHandler(_ => Busy());
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        Assert.IsType<BcsResult<DeleteServiceResponse>.Refused>(await new BcsClient(http, "p").DeleteServiceAsync("b"));
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task Without_retry_a_read_is_sent_once()
    {
        var (_, handler) = await ListAsync(new Queue<Func<HttpResponseMessage>>([() => Some.Json(502, "<html>")]), BcsRetry.None);
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task Wait_ends_when_the_caller_gives_up()
    {
        using var ends = new CancellationTokenSource();
        using var http = new HttpClient(new AnsweringHandler(_ =>
        {
            ends.Cancel();
            return Busy();
        })) { BaseAddress = new Uri("http://localhost") };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BcsClient(http, "p").ListServicesAsync(ends.Token));
    }

    private static async Task<(BcsResult<ServiceList> Result, AnsweringHandler Handler)> ListAsync(Queue<Func<HttpResponseMessage>> answers, BcsRetry retry)
    {
        var handler = new AnsweringHandler(_ => answers.Dequeue()());
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        return (await new BcsClient(http, "p", retry: retry).ListServicesAsync(), handler);
    }
}
