using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Functions;

namespace TalentPass.Benchmarks.Growth;

/// <summary>The timer functions of the app, run by name without a host.</summary>
internal static class Timers
{
    private static readonly Dictionary<string, MethodInfo> _methods = typeof(TalentPassRegistration).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods())
        .Where(static method => method.GetParameters().Any(static parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>() is not null))
        .ToDictionary(static method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.Ordinal);

    /// <summary>The names of all timers, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => [.. _methods.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Runs a timer once.</summary>
    public static Task RunAsync(IServiceProvider services, string name)
    {
        var method = _methods[name];
        var triggers = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        return (Task)method.Invoke(triggers, [new TimerInfo(), CancellationToken.None])!;
    }
}
