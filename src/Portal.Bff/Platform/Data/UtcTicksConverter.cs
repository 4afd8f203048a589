using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Bff.Platform.Data;

/// <summary>Stores instants as UTC ticks: SQLite neither orders nor compares <see cref="DateTimeOffset"/> in SQL.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
