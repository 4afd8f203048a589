using Hangfire;
using Hangfire.InMemory;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Schedule and history in memory: a store that needs no file, and ends with the process.</summary>
internal sealed class MemoryJobs : IJobStoreKind
{
    public JobStorage Open() => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = JobHistory.Kept });

    public bool IsLost() => false;
}
