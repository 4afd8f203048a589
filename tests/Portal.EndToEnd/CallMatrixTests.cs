using System.Text;

using Bcs.Api.Catalogue;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.EndToEnd;

/// <summary>What people did in the browser during this run, as the clouds have recorded it. It comes after all other tests.</summary>
[Collection(LastCollection.Name)]
public sealed class CallMatrixTests(ITestOutputHelper output)
{
    // The portal's own user of a tenant: what it asks for happens in the background.
    private const string Background = "portal";

    [WholeRunFact]
    public void Every_operation_is_caused_and_every_change_is_seen_refused_unclear_and_successful()
    {
        var calls = CallLedger.Calls.ToLookup(c => c.Operation!);
        var table = new StringBuilder("| operation | done by people | in the background | refused | unclear | successful |\n| --- | --- | --- | --- | --- | --- |\n");
        var missing = new List<string>();
        foreach (var operation in BcsOperations.All)
        {
            var people = calls[operation.Id].Where(c => c.User != Background).ToList();
            int refused = people.Count(c => c.Status is >= 400 and < 500), unclear = people.Count(c => c.Status is null or >= 500), done = people.Count(c => c.Status is >= 200 and < 300);
            var background = calls[operation.Id].Count() - people.Count;
            table.Append(null, $"| {operation.Id} | {people.Count} | {background} | {refused} | {unclear} | {done} |\n");
            if (people.Count + background == 0)
            {
                missing.Add($"{operation.Id}: never caused");
            }

            (string What, int Count)[] needed = operation.Changes ? [("refused", refused), ("unclear", unclear), ("successful", done)] : [];
            missing.AddRange(needed.Where(n => n.Count == 0).Select(n => $"{operation.Id}: never {n.What}"));
        }

        output.WriteLine(table.ToString());
        File.WriteAllText(Repo.PathOf("artifacts", "matrix.md"), table.ToString());
        output.Measure($"{BcsOperations.All.Count(o => calls[o.Id].Any())} of {BcsOperations.All.Count} operations were caused; the matrix is in artifacts/matrix.md");
        Assert.Empty(missing);
    }
}

/// <summary>A test of what all others together have done; part of a run says nothing about it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WholeRunFactAttribute : FactAttribute
{
    public WholeRunFactAttribute()
    {
        if (!TestSize.IsWhole)
        {
            Skip = "Only ./test.sh runs everything that this adds up.";
        }
    }
}

/// <summary>The tests that come after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LastCollection
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "last";
}

/// <summary>Puts <see cref="LastCollection"/> at the end, and first the one with the most tests: the others fit in beside it.</summary>
public sealed class LastComesLast : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => c.DisplayName == LastCollection.Name).ThenBy(c => c.DisplayName != PortalCollection.Name).ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
