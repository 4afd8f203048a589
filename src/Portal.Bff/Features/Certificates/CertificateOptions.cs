using Portal.Bff.Platform.Settings;


namespace Portal.Bff.Features.Certificates;

/// <summary>Section <c>Certificates</c>.</summary>
[Settings("Certificates")]
internal sealed class CertificateOptions
{
    /// <summary>After this time a freezing or unfreezing that the cloud accepted is in effect. The cloud promises one minute; an emulator whose time runs faster needs less.</summary>
    [Duration("1.00:00:00")]
    public TimeSpan TakesEffectWithin { get; init; } = TimeSpan.FromMinutes(1);
}
