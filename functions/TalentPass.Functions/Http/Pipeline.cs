using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// What every HTTP trigger runs through: authenticate, limit, authorise, read and validate, run, map the outcome, turn
/// faults into problem details, trace. A trigger declares itself and makes one call:
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
/// How the call finds its declaration: the compiler writes the name of the calling method into the last parameter
/// (<see cref="CallerMemberNameAttribute"/>), here <c>Issue</c>. <see cref="OperationTable"/> has the <c>[Operation]</c> on
/// the method of that name in <typeparamref name="TTriggers"/>, so the call stands in the trigger itself, not in a method it calls.
/// Query parameters are declared with <see cref="QueryAttribute"/> and read from <see cref="Call.Query"/>; the department
/// of <c>{department}</c> in a route is held against the caller's. Body limits are annotations on the body's properties
/// (<c>StringLength</c>, <c>Range</c>, …); a text that may be garbage takes <see cref="AnyTextConverter"/>.
/// Body and answer types stand in the feature's <c>JsonSerializerContext</c>, registered with <c>AddWireJson</c>. GET
/// triggers list <c>"get", "head"</c>. Lists answer <see cref="Page{T}"/>, versioned things implement
/// <see cref="IVersioned"/>, anything but JSON is a <see cref="FileAnswer"/>.
/// </summary>
/// <typeparam name="TTriggers">The class the trigger is declared in.</typeparam>
public sealed class Pipeline<TTriggers>(OperationTable table, PipelineCore core)
{
    /// <summary>Runs an operation without a JSON body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="run">The one Core call.</param>
    /// <param name="cancel">The host's token.</param>
    /// <param name="location">The path of what was created.</param>
    /// <param name="trigger">The calling method, whose <c>[Operation]</c> this is; leave it out, the compiler fills it in.</param>
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
