using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace TalentPass.LocalHost.Invocation;

/// <summary>Runs a function once, with its own instance, activity and log scope.</summary>
internal sealed partial class FunctionInvoker(ILogger<FunctionInvoker> logger)
{
    /// <summary>The name of the activity source, for listeners to traces.</summary>
    public const string SourceName = "TalentPass.LocalHost";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Runs the function and then <paramref name="complete"/> with its result.</summary>
    /// <param name="function">The function to run.</param>
    /// <param name="services">The service scope of this run.</param>
    /// <param name="bind">Returns the value of a parameter; not called for cancellation tokens.</param>
    /// <param name="complete">Receives the function's result; null for a function without a result.</param>
    /// <param name="cancellation">The token handed to the function.</param>
    /// <returns>True when the run succeeded. A failure is logged with the function's name and the invocation's id.</returns>
    public async Task<bool> TryInvokeAsync(
        FunctionDefinition function,
        IServiceProvider services,
        Func<ParameterInfo, object?> bind,
        Func<object?, Task> complete,
        CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["FunctionName"] = function.Name, ["InvocationId"] = id });
        using var activity = Source.StartActivity($"function {function.Name}");
        activity?.SetTag("faas.name", function.Name).SetTag("faas.trigger", function.Trigger).SetTag("faas.invocation_id", id);
        try
        {
            await RunAsync(function, services, bind, complete, cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error, "cancelled");
            Log.Cancelled(logger, function.Name, id);
            return false;
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            Log.Failed(logger, fault, function.Name, id);
            return false;
        }
    }

    private static async Task RunAsync(
        FunctionDefinition function,
        IServiceProvider services,
        Func<ParameterInfo, object?> bind,
        Func<object?, Task> complete,
        CancellationToken cancellation)
    {
        var instance = function.Instance(services);
        try
        {
            object?[] arguments = [.. function.Parameters.Select(
                parameter => parameter.ParameterType == typeof(CancellationToken) ? cancellation : bind(parameter))];
            var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            await complete(await ResultAsync(returned, function));
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }

    private static async Task<object?> ResultAsync(object? returned, FunctionDefinition function)
    {
        if (returned is ValueTask plain)
            returned = plain.AsTask();
        else if (function.Method.ReturnType is { IsGenericType: true } declared && declared.GetGenericTypeDefinition() == typeof(ValueTask<>))
            returned = declared.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null);
        if (returned is not Task task)
            return returned;
        await task;
        // A task declared as a plain Task may carry a value inside that is not a result, so the declared type decides.
        return function.Result?.GetValue(task);
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Error, "Function {FunctionName} failed (invocation {InvocationId})")]
        public static partial void Failed(ILogger logger, Exception fault, string functionName, string invocationId);

        [LoggerMessage(11, LogLevel.Information, "Function {FunctionName} was cancelled (invocation {InvocationId})")]
        public static partial void Cancelled(ILogger logger, string functionName, string invocationId);
    }
}
