using System.Globalization;

namespace Bcs.Sandbox.Engine;

/// <summary>The forms in which BCS writes times, from nanoseconds since 1970.</summary>
internal static class WireTimes
{
    /// <summary>UTC without fraction: <c>2020-07-22T04:03:44Z</c>.</summary>
    public static string Seconds(long nanoseconds) =>
        SandboxClock.FromNanoseconds(nanoseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>With nine decimals and offset: <c>2020-10-15T18:24:48.658236618+08:00</c>.</summary>
    public static string WithNanoseconds(long nanoseconds, TimeSpan offset)
    {
        var time = SandboxClock.FromNanoseconds(nanoseconds).ToOffset(offset);
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            + string.Create(CultureInfo.InvariantCulture, $".{nanoseconds % 1_000_000_000:D9}")
            + time.ToString("zzz", CultureInfo.InvariantCulture);
    }
}
