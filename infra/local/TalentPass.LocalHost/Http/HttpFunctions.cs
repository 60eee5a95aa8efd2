using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.LocalHost.Invocation;

namespace TalentPass.LocalHost.Http;

/// <summary>
/// Routes HTTP requests to functions as the Functions host does. It tries the functions in the order of their names,
/// ignoring case, and the first whose route and methods match answers. A more specific route does not win: a catch-all
/// route hides every function whose name sorts after it. If none matches, by path or by method, the answer is 404.
/// </summary>
internal static class HttpFunctions
{
    /// <summary>Adds a route for every function, below the prefix.</summary>
    public static void Map(WebApplication app, IEnumerable<HttpFunction> functions, string prefix)
    {
        // The Functions host uses these classes too, so templates, constraints and decoding are the same.
        var routes = new RouteCollection();
        var constraints = app.Services.GetRequiredService<IInlineConstraintResolver>();
        foreach (var function in functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            var methods = new Dictionary<string, object>();
            if (function.Http.Methods is { Length: > 0 } named)
                methods["httpMethod"] = new HttpMethodRouteConstraint(named);
            routes.Add(new Route(
                new RouteHandler(context => AnswerAsync(function, context)),
                function.Name,
                $"{prefix.Trim('/')}/{function.Route.RawText}".Trim('/'),
                defaults: null,
                methods,
                dataTokens: null,
                constraints));
        }
        app.UseRouter(routes);
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
            // The client must not take half an answer for a whole one.
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
