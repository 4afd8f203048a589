namespace Portal.Contracts.Certificates;

/// <summary>Kinds of certificates.</summary>
public static class CertificateKinds
{
    /// <summary>An organisation's administrator, section 5.1.9.</summary>
    public const string Admin = "admin";

    /// <summary>An organisation's first user, section 5.1.9.</summary>
    public const string User = "user";

    /// <summary>An organisation's authority, section 5.1.9.</summary>
    public const string Authority = "ca";

    /// <summary>A user certificate that was generated, section 5.1.11.</summary>
    public const string Generated = "generated";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, User, Authority, Generated];
}

/// <summary>States of a certificate.</summary>
public static class CertificateStates
{
    /// <summary>The peers accept it.</summary>
    public const string Active = "active";

    /// <summary>Freezing was accepted and is not yet certain to be in effect.</summary>
    public const string Freezing = "freezing";

    /// <summary>The peers refuse it.</summary>
    public const string Frozen = "frozen";

    /// <summary>Unfreezing was accepted and is not yet certain to be in effect.</summary>
    public const string Unfreezing = "unfreezing";

    /// <summary>Freezing or unfreezing it was sent, and it is not known whether the cloud did it.</summary>
    public const string Unclear = "unclear";

    /// <summary>Its service was deleted.</summary>
    public const string Gone = "gone";

    /// <summary>All states.</summary>
    public static IReadOnlyList<string> All { get; } = [Active, Freezing, Frozen, Unfreezing, Unclear, Gone];
}

/// <summary>How near the end of a certificate is. Each certificate is in one stage.</summary>
public static class CertificateStages
{
    /// <summary>It has ended.</summary>
    public const string Expired = "expired";

    /// <summary>It ends within 7 days.</summary>
    public const string Week = "7";

    /// <summary>It ends within 30 days, but not within 7.</summary>
    public const string Month = "30";

    /// <summary>It ends within 90 days, but not within 30.</summary>
    public const string Quarter = "90";

    /// <summary>It ends later.</summary>
    public const string Later = "later";

    /// <summary>Its file could not be read.</summary>
    public const string Unknown = "unknown";

    /// <summary>The stages that ask for attention, as a filter.</summary>
    public const string Attention = $"{Expired},{Week},{Month}";

    /// <summary>All stages, the most urgent first.</summary>
    public static IReadOnlyList<string> All { get; } = [Expired, Week, Month, Quarter, Later, Unknown];

    /// <summary>The stage of a certificate.</summary>
    /// <param name="notAfter">Its end, or null.</param>
    /// <param name="now">The moment.</param>
    public static string Of(DateTimeOffset? notAfter, DateTimeOffset now) => (notAfter - now)?.TotalDays switch
    {
        null => Unknown,
        <= 0 => Expired,
        <= 7 => Week,
        <= 30 => Month,
        <= 90 => Quarter,
        _ => Later,
    };
}
