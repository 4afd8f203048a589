using System.Text.RegularExpressions;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using Portal.Bff.Platform.Hosting;
using Portal.Bff.Tests.Proxy;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Hosting;

/// <summary>What runs for as long as the process, and what ends it.</summary>
public sealed class LastingServiceTests(RecordingStack stack, ITestOutputHelper output) : IClassFixture<RecordingStack>
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Fact]
    public void Every_background_service_of_the_running_gateway_goes_on_whatever_fails_in_it()
    {
        var services = stack.Bff.Services.GetServices<IHostedService>().ToList();
        output.WriteLine(string.Join(Environment.NewLine, services.Select(s => s.GetType().FullName)));

        Assert.Equal([], services.OfType<BackgroundService>().Where(s => s.GetType().Assembly == typeof(LastingService).Assembly && s is not LastingService).Select(s => s.GetType().Name));
        Assert.Contains(services, s => s is LastingService);
        Assert.Equal(
            BackgroundServiceExceptionBehavior.Ignore, stack.Bff.Services.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior);
    }

    [Fact]
    public void No_service_of_the_gateway_has_a_loop_of_its_own() =>
        Assert.Equal(
            ["LastingService.cs"],
            Directory.EnumerateFiles(Repo.PathOf("src", "Portal.Bff"), "*.cs", SearchOption.AllDirectories)
                .Where(f => Regex.IsMatch(File.ReadAllText(f), @":\s*BackgroundService\b|\bExecuteAsync\(CancellationToken stoppingToken\)")).Select(Path.GetFileName));

    [Fact]
    public async Task Service_that_fails_begins_again_after_a_pause_and_ends_with_the_process()
    {
        var time = new ManualTimeProvider();
        using var service = new Failing(time);
        await service.StartAsync(default);

        for (var runs = 1; runs <= 3; runs++)
        {
            await Eventually.TrueAsync(() => service.Runs == runs && time.ArmedTimers == 1, $"run {runs} to have failed", Guard);
            time.Advance(LastingService.Pause);
        }

        await service.StopAsync(default);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Start_without_its_database_ends_with_an_exit_code_that_is_not_zero()
    {
        using var folder = new TemporaryFolder();
        var settings = stack.Cloud.Settings(folder.Path);
        settings["Database:Provider"] = "Postgres";
        settings["ConnectionStrings:Portal"] = $"Host=127.0.0.1;Port={FreePort.Next()};Username=portal;Database=portal";
        await using var process = ProcessHost.Start(
            Repo.Output("Portal.Bff"), [.. settings.AsEnvironment(), new("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next()}"), new("DOTNET_DbgEnableMiniDump", "0")]);

        Assert.NotEqual(0, await process.WaitForExitAsync(TimeSpan.FromMinutes(1)));
    }

    private sealed class Failing(TimeProvider time) : LastingService(time, NullLogger.Instance)
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        protected override Task RunAsync(CancellationToken stoppingToken)
        {
            Interlocked.Increment(ref _runs);
            throw new NotSupportedException("as a bug would");
        }
    }
}
