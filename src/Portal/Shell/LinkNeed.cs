using Bcs.Api.Catalogue;

namespace Portal.Shell;

/// <summary>
/// What somebody must be allowed so that an address does what it says. Features register their addresses that ask for more than the page of the rail
/// that they belong to; whoever opens one without the action is told by the frame what is missing.
/// </summary>
/// <param name="Page">The page below the tenant's address; <c>*</c> stands for any one segment.</param>
/// <param name="Query">Name in the query that asks for something on the page; null if the page itself needs the action.</param>
/// <param name="Value">Its value, or null for any.</param>
/// <param name="Action">The action.</param>
/// <param name="TextKey">Key of the words for what is asked for.</param>
public sealed record LinkNeed(string Page, string? Query, string? Value, string Action, string TextKey)
{
    /// <summary>For an address that asks for a call of the cloud.</summary>
    /// <param name="page">The page.</param>
    /// <param name="query">Name in the query, or null.</param>
    /// <param name="value">Its value, or null for any.</param>
    /// <param name="operation">The call.</param>
    public LinkNeed(string page, string? query, string? value, BcsOperation operation)
        : this(page, query, value, operation.Action, "op." + operation.Id)
    {
    }

    /// <summary>Without the action there is nothing to see on the page.</summary>
    public bool OfPage => Query is null;
}
