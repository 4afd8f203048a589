namespace Bcs.Api.Services;

/// <summary>An edition of the service, as <c>version_type</c> numbers it. Decision 0071 tells where the numbers are documented.</summary>
/// <param name="Number">The number on the wire.</param>
/// <param name="OffersSm2">True if the Chinese commercial algorithms can be chosen with it.</param>
/// <param name="DiskSize">Storage of an organisation in GB that it starts at.</param>
public sealed record ServiceEdition(int Number, bool OffersSm2, int DiskSize)
{
    /// <summary>Least storage of an organisation on SFS Turbo, in GB, in any edition.</summary>
    public const int TurboDiskSize = 500;

    // What the reference demands of storage where nothing newer says otherwise.
    private const int DocumentedDiskSize = 100;

    /// <summary>Basic.</summary>
    public static readonly ServiceEdition Basic = new(1, OffersSm2: false, 40);

    /// <summary>Professional.</summary>
    public static readonly ServiceEdition Professional = new(4, OffersSm2: false, DocumentedDiskSize);

    /// <summary>Enterprise.</summary>
    public static readonly ServiceEdition Enterprise = new(2, OffersSm2: true, 500);

    /// <summary>Platinum.</summary>
    public static readonly ServiceEdition Platinum = new(3, OffersSm2: true, 500);

    /// <summary>All editions, the smallest first.</summary>
    public static IReadOnlyList<ServiceEdition> All { get; } = [Basic, Professional, Enterprise, Platinum];

    /// <summary>The edition with this number, or null.</summary>
    public static ServiceEdition? Find(long? number) => All.FirstOrDefault(e => e.Number == number);

    /// <summary>Least storage of an organisation, in GB, on a kind of volume.</summary>
    /// <param name="volumeType"><c>nfs</c>, <c>efs</c> or <c>evs</c>, as <c>volume_type</c> names it.</param>
    public int DiskSizeOn(string? volumeType) => volumeType switch
    {
        "efs" => Math.Max(DiskSize, TurboDiskSize),
        "evs" => Math.Max(DiskSize, DocumentedDiskSize),
        _ => DiskSize,
    };
}
