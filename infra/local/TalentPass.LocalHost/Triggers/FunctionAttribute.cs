namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Marks a method as a function. It has the shape of the attribute in
/// Microsoft.Azure.Functions.Worker.Extensions.Abstractions.
/// </summary>
/// <param name="name">The function's name, unique in the app.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name, unique in the app.</summary>
    public string Name { get; } = name;
}
