namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Runs a function for HTTP requests. It has the shape of the attribute in
/// Microsoft.Azure.Functions.Worker.Extensions.Http.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    /// <summary>Takes every method, with a function key.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>Takes the named methods, with a function key.</summary>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this() => Methods = methods;

    /// <summary>Takes every method.</summary>
    /// <param name="authLevel">The key the Azure host asks for.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Takes the named methods.</summary>
    /// <param name="authLevel">The key the Azure host asks for.</param>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template below the route prefix; null means the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The key the Azure host asks for.</summary>
    public AuthorizationLevel AuthLevel { get; }

    /// <summary>HTTP methods in any case; null or empty means all.</summary>
    public string[]? Methods { get; }
}
