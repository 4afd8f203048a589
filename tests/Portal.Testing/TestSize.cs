namespace Portal.Testing;

/// <summary>How much the tests do: the usual sizes, or the full ones of <c>./test.sh --long</c>.</summary>
public static class TestSize
{
    /// <summary>True for the full sizes.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("PORTAL_TEST_LONG") == "1";
}
