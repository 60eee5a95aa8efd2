using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace TalentPass.Functions.Http;

/// <summary>An HTTP trigger and what it declares.</summary>
/// <param name="Name">The function's name. It appears in traces and logs and is part of idempotency fingerprints.</param>
/// <param name="Methods">The HTTP methods, in upper case.</param>
/// <param name="Route">The route template without a leading slash.</param>
/// <param name="About">The trigger's <see cref="OperationAttribute"/>.</param>
/// <param name="Query">The query parameters it takes, except <c>limit</c> and <c>cursor</c>.</param>
/// <param name="Trigger">The trigger method.</param>
public sealed record Operation(
    string Name, IReadOnlyList<string> Methods, string Route, OperationAttribute About, IReadOnlyList<QueryAttribute> Query, MethodInfo Trigger)
{
    private readonly TemplateMatcher _matcher = new(TemplateParser.Parse(Route), []);

    /// <summary>The names of the parameters in the route.</summary>
    public IReadOnlyList<string> RouteParameters { get; } =
        [.. TemplateParser.Parse(Route).Parameters.Select(parameter => parameter.Name!)];

    /// <summary>True for the trigger that answers every path that no other trigger has.</summary>
    public bool IsCatchAll { get; } = TemplateParser.Parse(Route).Parameters.Any(parameter => parameter.IsCatchAll);

    /// <summary>Whether the route matches a path.</summary>
    public bool Matches(PathString path) => _matcher.TryMatch(path, []);
}

/// <summary>The table of all HTTP triggers of the app, read from the trigger methods.</summary>
public sealed class OperationTable
{
    private readonly Dictionary<MethodInfo, Operation> _byMethod;

    /// <summary>Reads the HTTP triggers of the types.</summary>
    /// <exception cref="InvalidOperationException">A trigger has no <see cref="OperationAttribute"/>.</exception>
    public OperationTable(IEnumerable<Type> types)
    {
        All = [.. types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(Read).OfType<Operation>().OrderBy(operation => operation.Route, StringComparer.Ordinal)];
        _byMethod = All.ToDictionary(operation => operation.Trigger);
    }

    /// <summary>All operations, sorted by route.</summary>
    public IReadOnlyList<Operation> All { get; }

    /// <summary>Returns the operation of a trigger method.</summary>
    /// <param name="triggers">The class that declares the method.</param>
    /// <param name="method">The method's name.</param>
    public Operation Of(Type triggers, string method) =>
        _byMethod[triggers.GetMethod(method) ?? throw new InvalidOperationException($"{triggers.Name}.{method} is no trigger.")];

    /// <summary>
    /// Returns the methods that operations at a path take, for the header <c>Allow</c>; empty when no operation has the
    /// path.
    /// </summary>
    public IReadOnlyList<string> MethodsOf(PathString path) =>
        [.. All.Where(operation => !operation.IsCatchAll && operation.Matches(path))
            .SelectMany(operation => operation.Methods).Distinct().Order(StringComparer.Ordinal)];

    private static Operation? Read(MethodInfo method)
    {
        if (method.GetCustomAttribute<FunctionAttribute>() is not { } function
            || method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().SingleOrDefault() is not { } trigger)
        {
            return null;
        }

        var about = method.GetCustomAttribute<OperationAttribute>()
            ?? throw new InvalidOperationException($"{method.DeclaringType!.Name}.{method.Name} has no [Operation].");
        var methods = (trigger.Methods ?? []).Select(each => each.ToUpperInvariant()).ToArray();
        return new Operation(function.Name, methods, trigger.Route ?? function.Name, about, [.. method.GetCustomAttributes<QueryAttribute>()], method);
    }
}
