using System.Reflection;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Functions;

namespace TalentPass.Benchmarks.Operations;

/// <summary>The functions of the app that no caller starts, timers and queue triggers, run without a host.</summary>
internal static class BackgroundFunctions
{
    private static readonly List<(MethodInfo Method, Attribute Trigger)> _functions = Find();

    /// <summary>The names of all timers, in alphabetical order.</summary>
    public static IReadOnlyList<string> Timers => [.. _functions.Where(static each => each.Trigger is TimerTriggerAttribute).Select(Name).Order(StringComparer.Ordinal)];

    /// <summary>The names of all timers and queue triggers.</summary>
    public static IReadOnlyList<string> All => [.. _functions.Select(Name)];

    /// <summary>The queues that have a trigger.</summary>
    public static IReadOnlyList<string> Queues => [.. _functions.Select(static each => each.Trigger).OfType<QueueTriggerAttribute>().Select(static each => each.QueueName)];

    /// <summary>Runs a timer once.</summary>
    public static Task RunTimerAsync(IServiceProvider services, string name) =>
        RunAsync(services, _functions.Single(each => Name(each) == name).Method, new TimerInfo());

    /// <summary>Gives a message to the trigger of its queue.</summary>
    public static Task RunQueueAsync(IServiceProvider services, string queue, QueueMessage message) =>
        RunAsync(services, _functions.Single(each => each.Trigger is QueueTriggerAttribute trigger && trigger.QueueName == queue).Method, message);

    private static Task RunAsync(IServiceProvider services, MethodInfo method, object input) =>
        (Task)method.Invoke(ActivatorUtilities.CreateInstance(services, method.DeclaringType!), [input, CancellationToken.None])!;

    private static string Name((MethodInfo Method, Attribute Trigger) function) => function.Method.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static List<(MethodInfo Method, Attribute Trigger)> Find()
    {
        var found = new List<(MethodInfo, Attribute)>();
        foreach (var method in typeof(TalentPassRegistration).Assembly.GetTypes().SelectMany(static type => type.GetMethods()))
        {
            found.AddRange(method.GetParameters()
                .SelectMany(static parameter => parameter.GetCustomAttributes())
                .Where(static attribute => attribute is TimerTriggerAttribute or QueueTriggerAttribute)
                .Select(attribute => (method, attribute)));
        }

        return found;
    }
}
