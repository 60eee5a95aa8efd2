using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace TalentPass.Functions.Http;

/// <summary>An HTTP trigger with everything declared about it.</summary>
/// <param name="Name">The function's name: in traces and logs, and part of idempotency fingerprints.</param>
/// <param name="Methods">Upper case.</param>
/// <param name="Route">The route template without a leading slash.</param>
/// <param name="About">What it declares.</param>
/// <param name="Query">The query parameters it takes, beside <c>limit</c> and <c>cursor</c>.</param>
/// <param name="Trigger">The trigger method.</param>
public sealed record Operation(
    string Name, IReadOnlyList<string> Methods, string Route, OperationAttribute About, IReadOnlyList<QueryAttribute> Query, MethodInfo Trigger)
{
    private readonly TemplateMatcher _matcher = new(TemplateParser.Parse(Route), []);

    /// <summary>The names in braces of the route.</summary>
    public IReadOnlyList<string> RouteParameters { get; } =
        [.. TemplateParser.Parse(Route).Parameters.Select(parameter => parameter.Name!)];

    /// <summary>True for the trigger that answers what no other does.</summary>
    public bool IsCatchAll { get; } = TemplateParser.Parse(Route).Parameters.Any(parameter => parameter.IsCatchAll);

    /// <summary>Whether the route matches a path.</summary>
    public bool Matches(PathString path) => _matcher.TryMatch(path, []);
}

/// <summary>The app's own endpoint table, read from its trigger methods.</summary>
public sealed class OperationTable
{
    private readonly Dictionary<MethodInfo, Operation> _byMethod;

    /// <summary>Reads the HTTP triggers among the types.</summary>
    /// <exception cref="InvalidOperationException">A trigger has no <see cref="OperationAttribute"/>.</exception>
    public OperationTable(IEnumerable<Type> types)
    {
        All = [.. types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(Read).OfType<Operation>().OrderBy(operation => operation.Route, StringComparer.Ordinal)];
        _byMethod = All.ToDictionary(operation => operation.Trigger);
    }

    /// <summary>All operations, by route.</summary>
    public IReadOnlyList<Operation> All { get; }

    /// <summary>The operation of a trigger method.</summary>
    /// <param name="triggers">The class it is declared in.</param>
    /// <param name="method">Its name.</param>
    public Operation Of(Type triggers, string method) =>
        _byMethod[triggers.GetMethod(method) ?? throw new InvalidOperationException($"{triggers.Name}.{method} is no trigger.")];

    /// <summary>The methods a path is served with, for <c>Allow</c>; empty when there is no such path.</summary>
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
