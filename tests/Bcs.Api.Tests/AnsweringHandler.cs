namespace Bcs.Api.Tests;

/// <summary>A transport that answers as the test says and keeps what was asked.</summary>
internal sealed class AnsweringHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public HttpRequestMessage? Request { get; private set; }

    public string Body { get; private set; } = "";

    /// <summary>Media type of the last request's body, or null.</summary>
    public string? ContentType { get; private set; }

    /// <summary>How many requests came.</summary>
    public int Count { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Count++;
        Request = request;
        ContentType = request.Content?.Headers.ContentType?.ToString();
        Body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        return answer(request);
    }
}
