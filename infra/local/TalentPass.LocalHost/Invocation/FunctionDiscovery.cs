using System.Reflection;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace TalentPass.LocalHost.Invocation;

/// <summary>Finds the methods marked <see cref="FunctionAttribute"/> and checks that the host can run them.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Returns all functions of the types, except those that the setting <c>AzureWebJobs.NAME.Disabled</c> switches off.
    /// </summary>
    /// <exception cref="InvalidOperationException">A function is declared in a way that no host can run.</exception>
    /// <exception cref="LocalSetupException">A setting that a trigger names is missing.</exception>
    public static IReadOnlyList<FunctionDefinition> Find(IEnumerable<Type> types, IConfiguration settings)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var functions = new List<FunctionDefinition>();
        foreach (var method in types.Where(type => type.IsClass).SelectMany(type => type.GetMethods(Public)))
        {
            if (!method.IsDefined(typeof(FunctionAttribute)) || method.GetCustomAttribute<FunctionAttribute>() is not { Name: var name })
                continue;
            if (!names.Add(name))
                throw Broken(method, $"the name {name} is taken by another function");
            if (!IsDisabled(name, settings))
                functions.Add(Define(name, method, settings));
        }
        return functions;
    }

    private static FunctionDefinition Define(string name, MethodInfo method, IConfiguration settings)
    {
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.GetCustomAttribute<HttpTriggerAttribute>() is { } http)
            {
                Require(method, parameter, typeof(HttpRequest));
                return Checked(new HttpFunction(name, method, parameter, http));
            }
            if (parameter.GetCustomAttribute<QueueTriggerAttribute>() is { } queue)
            {
                Require(method, parameter, typeof(QueueMessage), typeof(string), typeof(BinaryData));
                RequireNothingElse(method, parameter);
                return new QueueFunction(name, method, parameter, SettingNames.Resolve(queue.QueueName, name, settings), queue.Connection ?? "AzureWebJobsStorage");
            }
            if (parameter.GetCustomAttribute<TimerTriggerAttribute>() is { } timer)
            {
                Require(method, parameter, typeof(TimerInfo));
                RequireNothingElse(method, parameter);
                return new TimerFunction(name, method, parameter, SettingNames.Resolve(timer.Schedule, name, settings), timer);
            }
        }
        throw Broken(method, "it has no trigger");
    }

    private static HttpFunction Checked(HttpFunction function)
    {
        foreach (var parameter in Others(function.Method, function.Input))
        {
            if (function.Route.GetParameter(parameter.Name!) is null)
                throw Broken(function.Method, $"its route has no {{{parameter.Name}}}");
        }
        var type = function.Method.ReturnType;
        var result = type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
        if (result != typeof(void) && result != typeof(Task) && result != typeof(ValueTask) && !result.IsAssignableTo(typeof(IResult)))
            throw Broken(function.Method, "an HTTP function returns an IResult or nothing");
        return function;
    }

    private static void Require(MethodInfo method, ParameterInfo parameter, params Type[] types)
    {
        if (!types.Contains(parameter.ParameterType))
            throw Broken(method, $"its trigger parameter must be {string.Join(", ", types.Select(type => type.Name))}");
    }

    private static void RequireNothingElse(MethodInfo method, ParameterInfo trigger)
    {
        if (Others(method, trigger).FirstOrDefault() is { } other)
            throw Broken(method, $"nothing can be bound to its parameter {other.Name}");
    }

    private static IEnumerable<ParameterInfo> Others(MethodInfo method, ParameterInfo trigger) =>
        method.GetParameters().Where(parameter => parameter.Position != trigger.Position && parameter.ParameterType != typeof(CancellationToken));

    private static bool IsDisabled(string name, IConfiguration settings) =>
        bool.TryParse(settings[$"AzureWebJobs.{name}.Disabled"] ?? settings[$"AzureWebJobs:{name}:Disabled"], out var disabled) && disabled;

    private static InvalidOperationException Broken(MethodInfo method, string why) =>
        new($"Function {method.DeclaringType!.Name}.{method.Name} cannot run: {why}.");
}
