namespace Bcs.Api.Json;

/// <summary>Another name under which a field may arrive; it is never written under it.</summary>
/// <param name="name">The other name.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JsonAliasAttribute(string name) : Attribute
{
    /// <summary>The other name.</summary>
    public string Name => name;
}
