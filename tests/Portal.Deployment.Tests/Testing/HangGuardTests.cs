using System.Collections.Concurrent;
using System.Threading.Channels;

using Portal.Testing;
using Portal.Testing.Guarding;

using Xunit.Abstractions;
using Xunit.Sdk;

namespace Portal.Deployment.Tests.Testing;

public sealed class HangGuardTests
{
    // How many were inside, whenever one came.
    private static readonly ConcurrentBag<int> Crowd = [];

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string, string> Hangs => new()
    {
        { nameof(Sample.Waits_for_a_clock_that_nobody_moves), "SitAsync, await 1" },
        { nameof(Sample.Waits_with_a_limit), "SitAsync, await 1" },
        { nameof(Sample.Waits_for_several), "Waits_for_several, await 1\n2 tasks at once" },
        { nameof(Sample.Does_several_together), "SitAsync, await 1" },
        { nameof(Sample.Does_each_together), "SitAsync, await 1" },
        { nameof(Sample.Reads_what_nobody_writes), "Reads_what_nobody_writes, await 1" },
        { nameof(Sample.Waits_for_several_results), "SitForAsync, await 1" },
        { nameof(Sample.Waits_for_the_first), "SitAsync, await 1" },
        { nameof(Sample.Waits_for_the_first_of_many), "SitAsync, await 1" },
        { nameof(Sample.Waits_with_a_name), "EndsAsync: the train" },
        { nameof(Sample.Looks_again_and_again), "GetAsync: the bus" },
        { nameof(Sample.Blocks_its_thread), "The test has waited for the same thing" },
    };

    [Theory, MemberData(nameof(Hangs))]
    public async Task Hung_test_fails_with_what_it_waited_for_and_the_run_goes_on(string method, string what)
    {
        var messages = new Messages();
        Sample.LetGo.Reset();
        Sample.IsBlocked = false;
        var begun = _clock.GetUtcNow();

        var summary = await RunAsync(method, what, messages);

        Assert.Equal((1, 1), (summary.Total, summary.Failed));
        var failed = Assert.Single(messages.OfType<ITestFailed>());
        Assert.Equal(typeof(TimeoutException).FullName, Assert.Single(failed.ExceptionTypes));
        Assert.Contains(what, Assert.Single(failed.Messages), StringComparison.Ordinal);
        Assert.InRange(_clock.GetUtcNow() - begun, HangGuard.LongestWait, HangGuard.LongestWait + HangGuard.Pause);
        Assert.Equal(["TestCaseStarting", "TestStarting", "TestFailed", "TestFinished", "TestCaseFinished"], messages.Where(m => m is not (ITestClassConstructionStarting or ITestClassConstructionFinished)).Select(m => m.GetType().Name));
        Sample.LetGo.Set();
    }

    [Theory, InlineData("one after the other"), InlineData("all at once"), InlineData("one after the other, beside what hangs"), InlineData("one source")]
    public async Task Test_that_goes_from_one_wait_to_the_next_is_slow_and_does_not_hang(string kind)
    {
        var steps = Enumerable.Range(0, 60).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var (source, at) = (Channel.CreateUnbounded<int>(new() { SingleReader = true }), -1);
        var hangs = new TaskCompletionSource();
        var test = kind switch
        {
            "all at once" => Task.WhenAll(steps.Select(s => s.Task)),
            "one source" => ReadAsync(),
            "one after the other" => WalkAsync(),
            _ => Together.AllAsync(hangs.Task, WalkAsync()),
        };
        var watch = new HangGuard(_clock).WatchAsync(test);
        for (var step = 0; step < steps.Count; step++)
        {
            await Eventually.TrueAsync(
                () => watch.IsCompleted || (IsAt(step) && _clock.ArmedTimers == 1), "the test to take a step, and the guard to look again in a while");
            Assert.False(watch.IsCompleted, watch.IsCompleted ? await watch : null);
            _clock.Advance(HangGuard.Pause);
            steps[step].SetResult();
            source.Writer.TryWrite(step);
        }

        hangs.SetResult();
        Assert.Null(await Eventually.EndsAsync(watch, "the guard to see the end"));

        bool IsAt(int step) => kind == "all at once" ? Waits(test) == $"{steps.Count - step} tasks at once" : Volatile.Read(ref at) == step;

        async Task WalkAsync()
        {
            foreach (var step in steps)
            {
                Volatile.Write(ref at, at + 1);
                await step.Task;
            }
        }

        async Task ReadAsync()
        {
            do
            {
                Volatile.Write(ref at, at + 1);
            }
            while (at < steps.Count && await source.Reader.ReadAsync() >= 0);
        }
    }

    [Fact]
    public async Task Method_that_is_at_work_may_be_so_for_longer_than_one_that_waits()
    {
        using var begun = new ManualResetEventSlim();
        using var enough = new ManualResetEventSlim();
        var working = WorkAsync();
        begun.Wait();

        Assert.Equal(HangGuard.LongestRun, AsyncWaits.Of(working).Allowed);
        Assert.Equal(TimeSpan.Zero, AsyncWaits.Of(Task.Delay(Timeout.InfiniteTimeSpan)).Allowed);

        enough.Set();
        await working;

        async Task WorkAsync()
        {
            await Task.Yield();
            begun.Set();
            enough.Wait();
        }
    }

    [Fact]
    public async Task Wait_that_gives_a_reason_may_last_longer_and_one_that_gives_none_may_not()
    {
        var longer = HangGuard.LongestWait + TimeSpan.FromMinutes(3);
        var begun = _clock.GetUtcNow();
        var watch = new HangGuard(_clock).WatchAsync(Eventually.EndsAsync(new TaskCompletionSource().Task, "the ship", WaitLimit.Longer(longer, "the sea is wide")));
        await MoveUntilEndAsync(watch);

        Assert.InRange(_clock.GetUtcNow() - begun, longer, longer + HangGuard.Pause);
        Assert.Contains("the ship", await watch, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => (WaitLimit)longer);
    }

    [Theory]
    [InlineData(typeof(OfFixture), null)]
    [InlineData(typeof(OfLeavingFixture), null)]
    [InlineData(typeof(OfNone), typeof(WithFixture))]
    public async Task Fixture_that_hangs_fails_with_what_it_waited_for_and_the_run_goes_on(Type type, Type? collection)
    {
        var messages = new Messages();
        var begun = _clock.GetUtcNow();
        var inner = Case(nameof(OfNone.Runs), type, collection);
        var running = new GuardedRun(inner.TestMethod.TestClass.TestCollection.TestAssembly, [inner], new NullMessageSink(), new Sink(messages), new UsualOptions(), _clock).RunAsync();
        await Eventually.TrueAsync(() => Waits(running).Contains("the ferry", StringComparison.Ordinal), "the fixture to hang");

        await MoveUntilEndAsync(running);

        Assert.Equal((1, type == typeof(OfLeavingFixture) ? 0 : 1), ((await running).Total, (await running).Failed));
        Assert.InRange(_clock.GetUtcNow() - begun, HangGuard.LongestWait, HangGuard.LongestWait + HangGuard.Pause);
        var failure = Assert.Single(messages.OfType<IFailureInformation>());
        Assert.Contains("the ferry", string.Join('\n', failure.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_collections_run_at_once_than_the_runner_was_told(int most)
    {
        Crowd.Clear();
        var cases = Enumerable.Range(0, 30).Select(_ => Case(nameof(Crowded.Comes_and_goes), typeof(Crowded))).ToList();
        using var run = new GuardedRun(
            cases[0].TestMethod.TestClass.TestCollection.TestAssembly, cases, new NullMessageSink(), new Sink([]), new UsualOptions(most), TimeProvider.System);

        var summary = await run.RunAsync();

        Assert.Equal((30, 0), (summary.Total, summary.Failed));
        Assert.InRange(Crowd.Max(), 1, most);
    }

    private async Task<RunSummary> RunAsync(string method, string what, Messages messages)
    {
        using var cancel = new CancellationTokenSource();
        var running = new GuardedTestCase(Case(method, typeof(Sample)), new HangGuard(_clock)).RunAsync(new NullMessageSink(), messages, [], new ExceptionAggregator(), cancel);
        await Eventually.TrueAsync(() => Sample.IsBlocked || Waits(running).Contains(what, StringComparison.Ordinal), "the test to hang");
        await MoveUntilEndAsync(running);
        return await running;
    }

    private Task MoveUntilEndAsync(Task running) => Eventually.TrueAsync(
        () =>
        {
            if (_clock.ArmedTimers > 0)
            {
                _clock.Advance(HangGuard.Pause);
            }

            return running.IsCompleted;
        },
        "the guard to end the test");

    private static Task WaitForFerryAsync() => Eventually.TrueAsync(() => false, "the ferry", HangGuard.LongestWait);

    private static string Waits(Task task) => string.Join('\n', AsyncWaits.Of(task).Methods);

    private static XunitTestCase Case(string method, Type type, Type? collection = null)
    {
        var assembly = new TestAssembly(Reflector.Wrap(type.Assembly));
        var sample = new TestClass(new TestCollection(assembly, collection is null ? null : Reflector.Wrap(collection), "samples"), Reflector.Wrap(type));
        return new(new NullMessageSink(), TestMethodDisplay.Method, TestMethodDisplayOptions.None, new TestMethod(sample, Reflector.Wrap(type.GetMethod(method)!)));
    }

    private sealed class Messages : ConcurrentQueue<IMessageSinkMessage>, IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message)
        {
            Enqueue(message);
            return true;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Sink(Messages messages) : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => messages.QueueMessage(message);
    }

    private sealed class UsualOptions(int atOnce = 0) : ITestFrameworkExecutionOptions
    {
        // One collection after the other unless several are asked for: what runs beside others does so under a promise that does not tell what it waits for.
        public TValue GetValue<TValue>(string name) => name[(name.LastIndexOf('.') + 1)..] switch
        {
            "MaxParallelThreads" when atOnce > 0 => (TValue)(object)atOnce,
            "DisableParallelization" when atOnce == 0 => (TValue)(object)true,
            _ => default!,
        };

        public void SetValue<TValue>(string name, TValue value)
        {
        }
    }

    // Private, so that nobody runs these but the tests above.
#pragma warning disable xUnit1000, CA1812
    private sealed class Sample
    {
        public static readonly ManualResetEventSlim LetGo = new();

        public static volatile bool IsBlocked;

        private readonly ManualTimeProvider _clock = new();

        [Fact]
        public async Task Waits_for_a_clock_that_nobody_moves() => await SitAsync();

        [Fact]
        public async Task Waits_with_a_limit() => await SitAsync().AsTask().WaitAsync(TimeSpan.FromHours(1));

        [Fact]
        public async Task Waits_for_several() => await Task.WhenAll(SitAsync().AsTask(), SitAsync().AsTask());

        [Fact]
        public Task Does_several_together() => Together.AllAsync(SitAsync().AsTask(), SitAsync().AsTask());

        [Fact]
        public Task Does_each_together() => Together.ForEachAsync(Enumerable.Range(0, 9), _ => SitAsync().AsTask());

        [Fact]
        public async Task Reads_what_nobody_writes() => await Channel.CreateUnbounded<int>().Reader.ReadAsync();

        [Fact]
        public async Task Waits_for_several_results() => await Task.WhenAll(SitForAsync("one"), SitForAsync("two"));

        [Fact]
        public async Task Waits_for_the_first() => await Task.WhenAny(SitAsync().AsTask(), SitAsync().AsTask());

        [Fact]
        public async Task Waits_for_the_first_of_many() => await Task.WhenAny(SitAsync().AsTask(), SitAsync().AsTask(), SitAsync().AsTask());

        [Fact]
        public Task Waits_with_a_name() => Eventually.EndsAsync(SitAsync().AsTask(), "the train", HangGuard.LongestWait);

        [Fact]
        public Task Looks_again_and_again() => Eventually.TrueAsync(() => false, "the bus", HangGuard.LongestWait);

        [Fact]
        public void Blocks_its_thread()
        {
            IsBlocked = true;
            LetGo.Wait();
        }

        private async Task<string> SitForAsync(string result)
        {
            await SitAsync();
            return result;
        }

        private async ValueTask SitAsync() => await Task.Delay(TimeSpan.FromSeconds(1), _clock);
    }

    private sealed class HungFixture : IAsyncLifetime
    {
        public Task InitializeAsync() => WaitForFerryAsync();

        public Task DisposeAsync() => Task.CompletedTask;
    }

    private sealed class LeavingFixture : IAsyncLifetime
    {
        public Task InitializeAsync() => Task.CompletedTask;

        public Task DisposeAsync() => WaitForFerryAsync();
    }

    private sealed class WithFixture : ICollectionFixture<HungFixture>;

    private sealed class Crowded
    {
        private static int _inside;

        [Fact]
        public async Task Comes_and_goes()
        {
            Crowd.Add(Interlocked.Increment(ref _inside));
            for (var i = 0; i < 50; i++)
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref _inside);
        }
    }

    private class OfNone
    {
        [Fact]
        public void Runs()
        {
        }
    }

    private sealed class OfFixture : OfNone, IClassFixture<HungFixture>;

    private sealed class OfLeavingFixture : OfNone, IClassFixture<LeavingFixture>;
#pragma warning restore xUnit1000, CA1812
}
