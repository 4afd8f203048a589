namespace Portal.Bff.Platform.Problems;

/// <summary>Notes on a request that the cloud has been asked for it, or may have been. From then on no answer says that nothing was sent.</summary>
/// <param name="Changes">True if the cloud may have changed something.</param>
internal sealed record SentToCloud(bool Changes);
