using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// The steps every HTTP trigger runs through: authenticate, limit, authorise, read and validate, run, turn the outcome into
/// an answer and exceptions into problem details, trace. A trigger has one declaration and makes one call:
/// <code>
/// public sealed class PassTriggers(Pipeline&lt;PassTriggers&gt; pipeline, IssuePass issue)
/// {
///     [Function("IssuePass")]
///     [Operation("passes", "领取人才码", "Issue the caller's pass", Roles = Roles.Talent, Body = typeof(IssuePassBody),
///         Answer = typeof(PassView), Statuses = [201, 200], Idempotent = true, Refusals = [RefusalCodes.NotRecognised])]
///     public Task&lt;IResult&gt; Issue(
///         [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes")] HttpRequest http, CancellationToken cancel) =>
///         pipeline.RunAsync&lt;IssuePassBody, PassView&gt;(http, call => issue.RunAsync(call.Actor, call.Idempotent, cancel), cancel);
/// }
/// </code>
/// <see cref="QueryAttribute"/> declares a query parameter, and <see cref="Call.Query"/> holds its value. If a route has
/// <c>{department}</c>, it is compared with the caller's department. The limits of a body are attributes on its properties
/// (<c>StringLength</c>, <c>Range</c>, …). A text that may be anything takes <see cref="AnyTextConverter"/>. The types of
/// bodies and answers stand in the feature's <c>JsonSerializerContext</c>, registered with <c>AddWireJson</c>. GET triggers
/// list <c>"get", "head"</c>. A list answers with <see cref="Page{T}"/>, an answer with a version implements
/// <see cref="IVersioned"/>, and an answer that is not JSON is a <see cref="FileAnswer"/>.
/// </summary>
/// <typeparam name="TTriggers">The class that declares the trigger.</typeparam>
public sealed class Pipeline<TTriggers>(OperationTable table, PipelineCore core)
{
    /// <summary>Runs an operation without a JSON body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="run">The one call of a Core operation.</param>
    /// <param name="cancel">The host's token.</param>
    /// <param name="location">Makes the path of what was created, for the header <c>Location</c>.</param>
    /// <param name="trigger">The name of the calling method. The compiler fills it in.</param>
    public Task<IResult> RunAsync<TAnswer>(
        HttpRequest http,
        Func<Call, Task<Outcome<TAnswer>>> run,
        CancellationToken cancel,
        Func<TAnswer, string>? location = null,
        [CallerMemberName] string trigger = "")
        where TAnswer : class =>
        core.RunAsync(table.Of(typeof(TTriggers), trigger), http, run, location, cancel);

    /// <summary>Runs an operation with a JSON body of the declared type.</summary>
    /// <inheritdoc cref="RunAsync{TAnswer}" />
    public Task<IResult> RunAsync<TBody, TAnswer>(
        HttpRequest http,
        Func<Call<TBody>, Task<Outcome<TAnswer>>> run,
        CancellationToken cancel,
        Func<TAnswer, string>? location = null,
        [CallerMemberName] string trigger = "")
        where TAnswer : class
    {
        var operation = table.Of(typeof(TTriggers), trigger);
        return operation.About.Body == typeof(TBody)
            ? core.RunAsync(operation, http, call => run(new Call<TBody>(call)), location, cancel)
            : throw new InvalidOperationException($"{operation.Name} declares the body {operation.About.Body?.Name ?? "none"}, not {typeof(TBody).Name}.");
    }
}
