using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.Logging;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace Portal.Bff.Platform.Jobs;

/// <summary>One of the places where the scheduler can keep the schedule and the history.</summary>
internal interface IJobStoreKind
{
    /// <summary>Makes what is missing of it, and opens it.</summary>
    JobStorage Open();

    /// <summary>Whether what was opened has been taken away since: a file that was deleted or replaced, a schema that was dropped.</summary>
    bool IsLost();
}

/// <summary>
/// The scheduler's store. It stands for whichever was opened last, because a store that was taken away while the process runs has to be replaced
/// under those who hold on to it.
/// </summary>
internal sealed class JobStore : JobStorage, IDisposable
{
    // What stands in the rows for the one class that they call.
    private const string Runner = "job";

    private readonly IJobStoreKind _kind;
    private readonly Lock _gate = new();
    private JobStorage? _opened;

    public JobStore(IJobStoreKind kind, ILoggerFactory loggers)
    {
        _kind = kind;
        JobExpirationTimeout = JobHistory.Kept;

        // Of the process, not of the host: the same for all of them.
        GlobalConfiguration.Configuration.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseRecommendedSerializerSettings()
            .UseTypeSerializer(TypeName).UseTypeResolver(TypeOf).UseLogProvider(new Log(loggers));
    }

    public override bool LinearizableReads => Opened.LinearizableReads;

    private JobStorage Opened
    {
        get
        {
            lock (_gate)
            {
                return _opened ??= _kind.Open();
            }
        }
    }

    /// <summary>Opens it, unless it is open.</summary>
    public void Open() => _ = Opened;

    /// <summary>Whether it was taken away since it was opened.</summary>
    public bool IsLost() => _kind.IsLost();

    /// <summary>Opens what is to replace it.</summary>
    public JobStorage Renew() => _kind.Open();

    /// <summary>Replaces what was opened before.</summary>
    public void Replace(JobStorage renewed)
    {
        lock (_gate)
        {
            (_opened as IDisposable)?.Dispose();
            _opened = renewed;
        }
    }

    public override IMonitoringApi GetMonitoringApi() => Opened.GetMonitoringApi();

    public override IStorageConnection GetConnection() => Opened.GetConnection();

    public override IStorageConnection GetReadOnlyConnection() => Opened.GetReadOnlyConnection();

#pragma warning disable CS0618, CS0672 // Some stores know nothing newer.
    public override IEnumerable<IServerComponent> GetComponents() => Opened.GetComponents();
#pragma warning restore CS0618, CS0672

    public override IEnumerable<IBackgroundProcess> GetServerRequiredProcesses() => Opened.GetServerRequiredProcesses();

    public override IEnumerable<IBackgroundProcess> GetStorageWideProcesses() => Opened.GetStorageWideProcesses();

    public override IEnumerable<IStateHandler> GetStateHandlers() => Opened.GetStateHandlers();

    public override void WriteOptionsToLog(ILog logger) => Opened.WriteOptionsToLog(logger);

    public override bool HasFeature(string featureId) => Opened.HasFeature(featureId);

    public override string ToString() => Opened.ToString()!;

    public void Dispose()
    {
        lock (_gate)
        {
            (_opened as IDisposable)?.Dispose();
        }
    }

    private static string TypeName(Type type) => type == typeof(JobRunner) ? Runner : TypeHelper.SimpleAssemblyTypeSerializer(type);

    private static Type TypeOf(string name) => name == Runner ? typeof(JobRunner) : TypeHelper.IgnoredAssemblyVersionTypeResolver(name);

    /// <summary>The scheduler has one log in a process, and a host that has ended takes its own along.</summary>
    private sealed class Log(ILoggerFactory loggers) : ILogProvider
    {
        public ILog GetLogger(string name)
        {
            try
            {
                return new AspNetCoreLogProvider(loggers).GetLogger(name);
            }
            catch (ObjectDisposedException)
            {
                return new Silence();
            }
        }
    }

    private sealed class Silence : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
    }
}
