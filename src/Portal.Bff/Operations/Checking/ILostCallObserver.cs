using Portal.Bff.Audit;

namespace Portal.Bff.Operations.Checking;

/// <summary>Another slice that wants to know of changes that a crash left without an outcome.</summary>
internal interface ILostCallObserver
{
    /// <summary>The cloud may have made this change or not. If it throws, it is told again.</summary>
    Task LostAsync(PendingIntent call, CancellationToken cancellationToken);
}
