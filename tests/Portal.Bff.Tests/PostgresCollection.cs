using Portal.Testing;

namespace Portal.Bff.Tests;

/// <summary>Shares one PostgreSQL server among the tests that need it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "postgres";
}
