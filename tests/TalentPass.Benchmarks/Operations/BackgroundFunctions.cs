using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Functions;

namespace TalentPass.Benchmarks.Operations;

/// <summary>The functions of the app that no caller starts: timers and queue triggers.</summary>
internal static class BackgroundFunctions
{
    private static readonly Dictionary<string, MethodInfo> _timers = With<TimerTriggerAttribute>();

    /// <summary>The names of all timers, in alphabetical order.</summary>
    public static IReadOnlyList<string> Timers => [.. _timers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The names of all timers and queue triggers.</summary>
    public static IReadOnlyList<string> All => [.. Timers, .. With<QueueTriggerAttribute>().Keys];

    /// <summary>Runs a timer once, without a host.</summary>
    public static Task RunTimerAsync(IServiceProvider services, string name)
    {
        var method = _timers[name];
        var triggers = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        return (Task)method.Invoke(triggers, [new TimerInfo(), CancellationToken.None])!;
    }

    private static Dictionary<string, MethodInfo> With<T>()
        where T : Attribute => typeof(TalentPassRegistration).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods())
        .Where(static method => method.GetParameters().Any(static parameter => parameter.GetCustomAttribute<T>() is not null))
        .ToDictionary(static method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.Ordinal);
}
