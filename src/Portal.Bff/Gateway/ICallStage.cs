namespace Portal.Bff.Gateway;

/// <summary>One stage of a call. Each does one thing and leaves what it found out with the call.</summary>
internal interface ICallStage
{
    /// <summary>Does its part. False if the caller has an answer and the call ends here.</summary>
    Task<bool> RunAsync(GatewayCall call);
}
