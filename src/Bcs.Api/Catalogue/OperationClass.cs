namespace Bcs.Api.Catalogue;

/// <summary>What calling an operation means for authorisation, audit and retry.</summary>
public enum OperationClass
{
    /// <summary>Reads only; safe to repeat. Some reads are sent with POST.</summary>
    Read,

    /// <summary>Changes something and is done when it answers.</summary>
    Write,

    /// <summary>Starts a long-running operation; the answer carries an <c>operation_id</c> to poll with section 5.1.17.</summary>
    Async,

    /// <summary>Hands out private key material: certificates and SDK configuration.</summary>
    Reveals,
}
