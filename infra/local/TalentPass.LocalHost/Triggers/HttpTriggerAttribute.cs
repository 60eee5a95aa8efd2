namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for HTTP requests. The shape is that of Microsoft.Azure.Functions.Worker.Extensions.Http.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    /// <summary>Every method, with a function key.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>The methods named, with a function key.</summary>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this() => Methods = methods;

    /// <summary>Every method.</summary>
    /// <param name="authLevel">The key the Azure host asks for.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>The methods named.</summary>
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
