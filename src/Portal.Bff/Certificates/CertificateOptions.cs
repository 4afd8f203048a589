namespace Portal.Bff.Certificates;

/// <summary>Section <c>Certificates</c>.</summary>
internal sealed class CertificateOptions
{
    /// <summary>After this time a freezing or unfreezing that the cloud accepted is in effect. The cloud promises one minute; an emulator whose time runs faster needs less.</summary>
    public TimeSpan TakesEffectWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong, or null.</summary>
    public string? Problem => TakesEffectWithin > TimeSpan.Zero ? null : "Certificates:TakesEffectWithin has to be above zero.";
}
