using Portal.Contracts.Certificates;

namespace Portal.Features.Certificates;

/// <summary>One page of certificates by their end, kept current by what is pushed.</summary>
internal sealed class CertificatesState
{
    private readonly List<CertificateDto> _items = [];

    /// <summary>The certificates.</summary>
    public IReadOnlyList<CertificateDto> Items => _items;

    /// <summary>Takes a page as it was loaded. What was pushed meanwhile and is newer stays.</summary>
    public void Load(IEnumerable<CertificateDto> items)
    {
        var known = _items.ToDictionary(c => c.Id);
        var loaded = items.Select(c => known.TryGetValue(c.Id, out var pushed) && pushed.Version > c.Version ? pushed : c).ToList();
        _items.Clear();
        _items.AddRange(loaded);
    }

    /// <summary>Takes one change: a row that is shown changes in place; a new one comes to its place on the first page if it fits.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="firstPage">True on the first page.</param>
    /// <param name="fits">The filter.</param>
    /// <returns>True if the certificate was not shown before.</returns>
    public bool Push(CertificateDto certificate, bool firstPage, Func<CertificateDto, bool> fits)
    {
        var index = _items.FindIndex(c => c.Id == certificate.Id);
        if (index >= 0)
        {
            if (_items[index].Version < certificate.Version)
            {
                _items[index] = certificate;
            }

            return false;
        }

        if (firstPage && fits(certificate))
        {
            var place = _items.FindIndex(c => End(c) > End(certificate));
            _items.Insert(place < 0 ? _items.Count : place, certificate);
        }

        return true;
    }

    private static DateTimeOffset End(CertificateDto certificate) => certificate.NotAfter ?? DateTimeOffset.MaxValue;
}
