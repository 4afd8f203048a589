using System.Diagnostics;

using Xunit.Abstractions;
using Xunit.Sdk;

namespace Portal.Testing.Guarding;

/// <summary>A test that is left alone when it hangs, and counts as failed: those after it still run, and the run ends.</summary>
/// <param name="inner">The test.</param>
/// <param name="guard">Says when it hangs.</param>
#pragma warning disable xUnit3001 // It is made when the tests already run, and never travels.
public sealed class GuardedTestCase(IXunitTestCase inner, HangGuard guard) : LongLivedMarshalByRefObject, IXunitTestCase
#pragma warning restore xUnit3001
{
    /// <inheritdoc/>
    public string DisplayName => inner.DisplayName;

    /// <inheritdoc/>
    public string SkipReason => inner.SkipReason;

    /// <inheritdoc/>
    public ISourceInformation SourceInformation
    {
        get => inner.SourceInformation;
        set => inner.SourceInformation = value;
    }

    /// <inheritdoc/>
    public ITestMethod TestMethod => inner.TestMethod;

    /// <inheritdoc/>
    public object[] TestMethodArguments => inner.TestMethodArguments;

    /// <inheritdoc/>
    public Dictionary<string, List<string>> Traits => inner.Traits;

    /// <inheritdoc/>
    public string UniqueID => inner.UniqueID;

    /// <inheritdoc/>
    public Exception InitializationException => inner.InitializationException;

    /// <inheritdoc/>
    public IMethodInfo Method => inner.Method;

    /// <inheritdoc/>
    public int Timeout => inner.Timeout;

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info) => inner.Deserialize(info);

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info) => inner.Serialize(info);

    /// <inheritdoc/>
    public async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        using var bus = new LeavingBus(messageBus, inner);

        // On a thread of its own, because a test may also hang without awaiting anything.
        var test = RunInnerAsync();
        if (!Debugger.IsAttached && await guard.WatchAsync(test) is { } hang)
        {
            return bus.Leave(hang);
        }

        return await test;

        async Task<RunSummary> RunInnerAsync()
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await inner.RunAsync(diagnosticMessageSink, bus, constructorArguments, aggregator, cancellationTokenSource);
        }
    }

    // Passes on what a test reports, until it is left; it then ends as failed, and what it reports later is not heard.
    private sealed class LeavingBus(IMessageBus bus, IXunitTestCase testCase) : IMessageBus
    {
        private readonly Lock _gate = new();
        private readonly RunSummary _ended = new();
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private ITest? _running;
        private bool _left;

        public bool QueueMessage(IMessageSinkMessage message)
        {
            lock (_gate)
            {
                if (_left)
                {
                    return true;
                }

                switch (message)
                {
                    case ITestStarting starting:
                        _running = starting.Test;
                        break;
                    case ITestFailed:
                        _ended.Failed++;
                        break;
                    case ITestFinished:
                        (_running, _ended.Total) = (null, _ended.Total + 1);
                        break;
                }

                return bus.QueueMessage(message);
            }
        }

        public RunSummary Leave(string why)
        {
            lock (_gate)
            {
                _left = true;
                if (_running is null)
                {
                    _running = new XunitTest(testCase, testCase.DisplayName);
                    bus.QueueMessage(new TestStarting(_running));
                }

                var seconds = (decimal)_watch.Elapsed.TotalSeconds;
                bus.QueueMessage(new TestFailed(_running, seconds, "", new TimeoutException(why)));
                bus.QueueMessage(new TestFinished(_running, seconds, ""));
                var summary = new RunSummary { Total = _ended.Total + 1, Failed = _ended.Failed + 1, Time = seconds };
                bus.QueueMessage(new TestCaseFinished(testCase, seconds, summary.Total, summary.Failed, summary.Skipped));
                return summary;
            }
        }

        // The bus belongs to the run.
        public void Dispose()
        {
        }
    }
}
