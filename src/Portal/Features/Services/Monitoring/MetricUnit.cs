namespace Portal.Features.Services.Monitoring;

/// <summary>What the values of a chart are.</summary>
public enum MetricUnit
{
    /// <summary>0 to 100.</summary>
    Percent,

    /// <summary>Bytes per second.</summary>
    BytesPerSecond,

    /// <summary>1,048,576 bytes.</summary>
    Megabytes,

    /// <summary>Processor cores.</summary>
    Cores,

    /// <summary>Whole things.</summary>
    Count,
}
