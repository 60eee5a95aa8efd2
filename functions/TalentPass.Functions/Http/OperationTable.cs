using System.Collections.Concurrent;
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
    private readonly RouteTemplate _template = TemplateParser.Parse(Route);

    /// <summary>The names of the parameters in the route.</summary>
    public IReadOnlyList<string> RouteParameters => field ??= [.. _template.Parameters.Select(parameter => parameter.Name!)];

    /// <summary>True for the trigger that answers every path that no other trigger has.</summary>
    public bool IsCatchAll => _template.Parameters.Any(parameter => parameter.IsCatchAll);

    /// <summary>Whether the route matches a path.</summary>
    public bool Matches(PathString path) => Matcher.TryMatch(path, []);

    private TemplateMatcher Matcher => field ??= new(_template, []);
}

/// <summary>
/// The table of all HTTP triggers of the app, read from the trigger methods. Each is read when it is first needed, because reading
/// them all takes a noticeable part of the start.
/// </summary>
/// <param name="types">The types that declare the triggers.</param>
public sealed class OperationTable(IEnumerable<Type> types)
{
    private readonly ConcurrentDictionary<MethodInfo, Operation> _used = new();

    /// <summary>All operations, sorted by route.</summary>
    /// <exception cref="InvalidOperationException">A trigger has no <see cref="OperationAttribute"/>.</exception>
    public IReadOnlyList<Operation> All => field ??=
        [.. types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(Find).OfType<Operation>().OrderBy(operation => operation.Route, StringComparer.Ordinal)];

    /// <summary>Returns the operation of a trigger method.</summary>
    /// <param name="triggers">The class that declares the method.</param>
    /// <param name="method">The method's name.</param>
    /// <exception cref="InvalidOperationException">The class has no such trigger, or it has no <see cref="OperationAttribute"/>.</exception>
    public Operation Of(Type triggers, string method) =>
        triggers.GetMethod(method) is { } trigger && Find(trigger) is { } operation
            ? operation
            : throw new InvalidOperationException($"{triggers.Name}.{method} is no trigger.");

    /// <summary>
    /// Returns the methods that operations at a path take, for the header <c>Allow</c>; empty when no operation has the
    /// path.
    /// </summary>
    public IReadOnlyList<string> MethodsOf(PathString path) =>
        [.. All.Where(operation => !operation.IsCatchAll && operation.Matches(path))
            .SelectMany(operation => operation.Methods).Distinct().Order(StringComparer.Ordinal)];

    private Operation? Find(MethodInfo method) =>
        _used.TryGetValue(method, out var known) ? known : Read(method) is { } read ? _used.GetOrAdd(method, read) : null;

    private static Operation? Read(MethodInfo method)
    {
        if (!method.IsDefined(typeof(FunctionAttribute)) || method.GetCustomAttribute<FunctionAttribute>() is not { } function
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
