namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// The key that the Azure host asks for before it lets a request in. The local host asks for none at any level.
/// </summary>
public enum AuthorizationLevel
{
    /// <summary>No key.</summary>
    Anonymous,

    /// <summary>A signed-in user. The Azure host no longer supports this level.</summary>
    User,

    /// <summary>A key of the function.</summary>
    Function,

    /// <summary>A system key.</summary>
    System,

    /// <summary>The master key.</summary>
    Admin,
}
