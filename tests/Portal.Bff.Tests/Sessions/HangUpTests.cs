using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.Sessions;

/// <summary>IAM counts a password that was tried, whether its sender waits for the answer or not: so does the log.</summary>
public sealed class HangUpTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Watch _watch = new();
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _cloud = await RecordingCloud.StartAsync();
        _bff = await BffHost.StartAsync(_cloud.Settings(_folder.Path), _folder.Path, services => services.AddSingleton<IStartupFilter>(_watch));
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(AuditEvents.SignIn, false)]
    [InlineData(AuditEvents.SignIn, true)]
    [InlineData(AuditEvents.SignInAgain, false)]
    [InlineData(AuditEvents.SignInAgain, true)]
    public async Task Password_whose_sender_hangs_up_is_in_the_log_with_what_iam_said(string attempt, bool right)
    {
        using var browser = attempt == AuditEvents.SignIn ? _bff.Browser() : await RecordingCloud.SignInAsync(_bff);
        var before = (await RecordsAsync(attempt)).Count;
        var asked = new TaskCompletionSource();
        var answers = new TaskCompletionSource();
        _cloud.Iam = async context =>
        {
            asked.TrySetResult();
            await answers.Task;
            if (!right)
            {
                await RecordingCloud.Json("""{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}""", 401)(context);
            }

            return !right;
        };

        using var hangUp = new CancellationTokenSource();
        _watch.Path = attempt == AuditEvents.SignIn ? BffRoutes.SignInIam : BffRoutes.RenewIam;
        object body = attempt == AuditEvents.SignIn ? new IamSignInRequest("harbor-logistics", RecordingCloud.User, "guess") : new IamRenewRequest("guess");
        var sent = browser.Http.PostAsync(_watch.Path, System.Net.Http.Json.JsonContent.Create(body), hangUp.Token);
        await Eventually.EndsAsync(asked.Task, "IAM to be asked");
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        await Eventually.EndsAsync(_watch.HungUp, "the gateway to see that nobody waits");
        answers.SetResult();
        await Eventually.EndsAsync(_watch.Ended, "the gateway to end the request");

        var records = await RecordsAsync(attempt);
        Assert.Equal(before + 1, records.Count);
        Assert.Equal(
            right ? (AuditOutcomes.Succeeded, null) : (AuditOutcomes.Failed, ProblemCodes.SignInFailed), (records[0].Outcome, records[0].UpstreamCode));
    }

    private async Task<IReadOnlyList<AuditRecordDto>> RecordsAsync(string attempt) =>
        (await _bff.Services.GetRequiredService<AuditReader>().ListAsync(new AuditQuery { Tenant = RecordingCloud.Tenant, Action = attempt }, default)).Items;

    /// <summary>Sees from outside when a request's sender has gone and when the gateway is done with it.</summary>
    private sealed class Watch : IStartupFilter
    {
        private readonly TaskCompletionSource _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Path { get; set; }

        public Task HungUp => _hungUp.Task;

        public Task Ended => _ended.Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                if (context.Request.Path != Path)
                {
                    await rest(context);
                    return;
                }

                using var gone = context.RequestAborted.Register(() => _hungUp.TrySetResult());
                try
                {
                    await rest(context);
                }
                finally
                {
                    _ended.TrySetResult();
                }
            });
            next(app);
        };
    }
}
