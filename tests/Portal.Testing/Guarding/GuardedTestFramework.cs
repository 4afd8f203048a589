using System.Reflection;

using Xunit.Abstractions;
using Xunit.Sdk;

namespace Portal.Testing.Guarding;

/// <summary>xUnit as it is, with a guard for each test and fixture; every test project names it, see <c>tests/Directory.Build.targets</c>.</summary>
/// <param name="sink">Diagnostic messages.</param>
public sealed class GuardedTestFramework(IMessageSink sink) : XunitTestFramework(sink)
{
    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider source, IMessageSink sink) : XunitTestFrameworkExecutor(assembly, source, sink)
    {
        // Returns at once, as xUnit's own does: the end is a message.
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var run = new GuardedRun(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions, TimeProvider.System);
            await run.RunAsync();
        }
    }
}
