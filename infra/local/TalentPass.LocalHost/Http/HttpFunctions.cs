using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.LocalHost.Invocation;

namespace TalentPass.LocalHost.Http;

/// <summary>
/// HTTP triggers as endpoints. Literal segments win over parameters and a catch-all comes last; a path that only
/// exists for other methods is 405 with <c>Allow</c>, unless the app has a catch-all.
/// </summary>
internal static class HttpFunctions
{
    /// <summary>Maps every function at its route below the prefix.</summary>
    public static void Map(WebApplication app, IEnumerable<HttpFunction> functions, string prefix)
    {
        var root = RoutePatternFactory.Parse(prefix);
        foreach (var function in functions)
        {
            var endpoint = app.Map(RoutePatternFactory.Combine(root, function.Route), context => AnswerAsync(function, context));
            endpoint.WithDisplayName(function.Name);
            if (function.Http.Methods is { Length: > 0 } methods)
                endpoint.WithMetadata(new HttpMethodMetadata(methods.Select(method => method.ToUpperInvariant())));
        }
    }

    private static async Task AnswerAsync(HttpFunction function, HttpContext context)
    {
        var invoker = context.RequestServices.GetRequiredService<FunctionInvoker>();
        var stop = context.RequestServices.GetRequiredService<HostStop>();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop.Abandon);
        var held = await invoker.TryInvokeAsync(
            function,
            context.RequestServices,
            parameter => parameter.Position == function.Input.Position ? context.Request : FromRoute(parameter, context.Request.RouteValues),
            result => result is IResult answer ? answer.ExecuteAsync(context) : Task.CompletedTask,
            cancellation.Token);
        if (held)
            return;
        if (context.Response.HasStarted)
        {
            // Half an answer must not look whole.
            context.Abort();
            return;
        }
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private static object? FromRoute(ParameterInfo parameter, RouteValueDictionary values)
    {
        if (values[parameter.Name!] is not string text)
            return parameter.HasDefaultValue ? parameter.DefaultValue : Default(parameter.ParameterType);
        return parameter.ParameterType == typeof(string)
            ? text
            : TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromInvariantString(text);
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
