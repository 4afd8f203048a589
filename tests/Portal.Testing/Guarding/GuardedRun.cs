using System.Diagnostics;

using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Portal.Testing.Guarding;

/// <summary>xUnit's run of an assembly with a guard for each test and for the fixtures that tests share.</summary>
/// <param name="assembly">Whose tests.</param>
/// <param name="cases">The tests.</param>
/// <param name="diagnostics">Diagnostic messages.</param>
/// <param name="execution">What the tests report.</param>
/// <param name="options">How they run.</param>
/// <param name="time">Clock; the system's, unless the guard itself is tested.</param>
public sealed class GuardedRun(
    ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options, TimeProvider time)
    : XunitTestAssemblyRunner(assembly, cases.Select(c => new GuardedTestCase(c, new HangGuard(time))), diagnostics, execution, options)
{
    // xUnit's own turn stands in the method that is replaced here.
    private readonly SemaphoreSlim _turn = new(AtOnce(assembly, options));

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<RunSummary> RunTestCollectionAsync(
        IMessageBus messageBus, ITestCollection testCollection, IEnumerable<IXunitTestCase> testCases, CancellationTokenSource cancellationTokenSource)
    {
        await _turn.WaitAsync(cancellationTokenSource.Token);
        try
        {
            return await new Collection(
                testCollection, testCases, DiagnosticMessageSink, messageBus, TestCaseOrderer, new ExceptionAggregator(Aggregator), cancellationTokenSource, time).RunAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    // As xUnit reads it: what the runner was told, then what the assembly says, then one for each processor; less than nothing is no limit.
    private static int AtOnce(ITestAssembly assembly, ITestFrameworkExecutionOptions options)
    {
        var told = options.GetValue<int?>("xunit.execution.MaxParallelThreads") ?? 0;
        var said = assembly.Assembly.GetCustomAttributes(typeof(CollectionBehaviorAttribute)).FirstOrDefault()?.GetNamedArgument<int>(nameof(CollectionBehaviorAttribute.MaxParallelThreads)) ?? 0;
        return (told, said) switch
        {
            (> 0, _) => told,
            (0, > 0) => said,
            (0, 0) => Environment.ProcessorCount,
            _ => int.MaxValue,
        };
    }

    // What waits for a fixture that hangs fails with the reason, and the run goes on without it.
    private static async Task GuardAsync(Func<Task> step, ExceptionAggregator aggregator, TimeProvider time)
    {
        var running = RunAsync();
        if (!Debugger.IsAttached && await new HangGuard(time, "What tests share").WatchAsync(running) is { } hang)
        {
            aggregator.Add(new TimeoutException(hang));
            return;
        }

        await running;

        // On a thread of its own, because it may also hang without awaiting anything; not by Task.Run, whose promise does not tell what it waits for.
        async Task RunAsync()
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await step();
        }
    }

    private sealed class Collection(
        ITestCollection collection, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageBus bus, ITestCaseOrderer orderer,
        ExceptionAggregator aggregator, CancellationTokenSource cancel, TimeProvider time)
        : XunitTestCollectionRunner(collection, cases, diagnostics, bus, orderer, aggregator, cancel)
    {
        protected override Task AfterTestCollectionStartingAsync() => GuardAsync(base.AfterTestCollectionStartingAsync, Aggregator, time);

        protected override Task BeforeTestCollectionFinishedAsync() => GuardAsync(base.BeforeTestCollectionFinishedAsync, Aggregator, time);

        protected override Task<RunSummary> RunTestClassAsync(ITestClass testClass, IReflectionTypeInfo @class, IEnumerable<IXunitTestCase> testCases) =>
            new Class(testClass, @class, testCases, DiagnosticMessageSink, MessageBus, TestCaseOrderer, new ExceptionAggregator(Aggregator), CancellationTokenSource, CollectionFixtureMappings, time).RunAsync();
    }

    private sealed class Class(
        ITestClass testClass, IReflectionTypeInfo type, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageBus bus, ITestCaseOrderer orderer,
        ExceptionAggregator aggregator, CancellationTokenSource cancel, IDictionary<Type, object> fixtures, TimeProvider time)
        : XunitTestClassRunner(testClass, type, cases, diagnostics, bus, orderer, aggregator, cancel, fixtures)
    {
        protected override Task AfterTestClassStartingAsync() => GuardAsync(base.AfterTestClassStartingAsync, Aggregator, time);

        protected override Task BeforeTestClassFinishedAsync() => GuardAsync(base.BeforeTestClassFinishedAsync, Aggregator, time);
    }
}
