namespace Bcs.Sandbox.Engine.State;

/// <summary>Whose form answers have.</summary>
internal enum Dialect
{
    /// <summary>The live service's.</summary>
    Live,

    /// <summary>That of the tables and examples of the API reference.</summary>
    Reference,
}
