namespace Portal.Bff.Tests.Hosting;

/// <summary>The machine's clock, ahead or behind by a constant.</summary>
/// <param name="shift">How far ahead.</param>
public sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
