using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace TalentPass.LocalHost.Invocation;

/// <summary>A method that a trigger runs.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The method.</param>
/// <param name="Input">The parameter that carries the trigger.</param>
internal abstract record FunctionDefinition(string Name, MethodInfo Method, ParameterInfo Input)
{
    /// <summary>Makes the instance for a run; null for a static method.</summary>
    // Not compiled to a delegate: most functions of a run are called never or a few times.
    public object? Instance(IServiceProvider services) =>
        Method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, Method.DeclaringType!);

    /// <summary>The method's parameters.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; } = Method.GetParameters();

    /// <summary>The property with the result of the method's task; null for a method whose task has no result.</summary>
    public PropertyInfo? Result { get; } = Method.ReturnType.GetGenericArguments() is [var type]
        ? typeof(Task<>).MakeGenericType(type).GetProperty(nameof(Task<>.Result))
        : null;

    /// <summary>The kind of event that triggers the function, as OpenTelemetry's <c>faas.trigger</c> names it.</summary>
    public abstract string Trigger { get; }
}

/// <summary>A function that answers HTTP requests.</summary>
internal sealed record HttpFunction(string Name, MethodInfo Method, ParameterInfo Input, HttpTriggerAttribute Http)
    : FunctionDefinition(Name, Method, Input)
{
    public override string Trigger => "http";

    /// <summary>The route below the prefix.</summary>
    public RoutePattern Route { get; } = RoutePatternFactory.Parse(string.IsNullOrEmpty(Http.Route) ? Name : Http.Route.Trim('/'));
}

/// <summary>A function that takes messages from a queue.</summary>
internal sealed record QueueFunction(string Name, MethodInfo Method, ParameterInfo Input, string Queue, string Connection)
    : FunctionDefinition(Name, Method, Input)
{
    public override string Trigger => "pubsub";
}

/// <summary>A function that runs on a schedule.</summary>
internal sealed record TimerFunction(string Name, MethodInfo Method, ParameterInfo Input, string Schedule, TimerTriggerAttribute Timer)
    : FunctionDefinition(Name, Method, Input)
{
    public override string Trigger => "timer";
}
