using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.SignIn;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.WeChat;

/// <summary>The body of a sign-in from the mini-program.</summary>
/// <param name="Code">The <c>js_code</c> of <c>wx.login</c>.</param>
public sealed record WeChatSignInBody([property: StringLength(WeChatSignInBody.MostCode, MinimumLength = 1)] string Code)
{
    /// <summary>The longest code of WeChat that is taken.</summary>
    public const int MostCode = 200;
}

/// <summary>The body of a binding.</summary>
/// <param name="Ticket">The ticket of the sign-in that was <c>not_bound</c>.</param>
/// <param name="PhoneCode">The code of the mini-program's phone button.</param>
/// <param name="DocumentTail">The last six characters of the document.</param>
public sealed record WeChatBindingBody(
    [property: StringLength(WeChatTickets.MostLength, MinimumLength = 1)] string Ticket,
    [property: StringLength(WeChatSignInBody.MostCode, MinimumLength = 1)] string PhoneCode,
    [property: StringLength(12, MinimumLength = 1)] string DocumentTail);

/// <summary>Sign-in from the mini-program.</summary>
public sealed class WeChatTriggers(Pipeline<WeChatTriggers> pipeline, SignInWithWeChat signIn, OpenSession sessions, UnbindWeChat unbind)
{
    /// <summary>Signs in the talent to whom the WeChat user is bound.</summary>
    [Function("SignInWithWeChat")]
    [Operation("sign-in", "微信登录", "Sign in from the mini-program", Anonymous = true, Body = typeof(WeChatSignInBody), Answer = typeof(SignInView),
        Refusals = [RefusalCodes.NotBound, RefusalCodes.SignInRefused, RefusalCodes.SignInUnavailable, RefusalCodes.NotFound])]
    public Task<IResult> SignIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sign-in/wechat")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<WeChatSignInBody, SignInView>(http, call => StartAsync(http, signIn.RunAsync(call.Body.Code, cancel), cancel), cancel);

    /// <summary>Binds the WeChat user to a talent, and signs in.</summary>
    [Function("BindWeChat")]
    [Operation("sign-in", "绑定微信", "Bind a WeChat user and sign in", Anonymous = true, Guessable = true, Body = typeof(WeChatBindingBody), Answer = typeof(SignInView),
        Refusals = [RefusalCodes.TicketOver, RefusalCodes.BindingRefused, RefusalCodes.TooManyTries, RefusalCodes.SignInRefused, RefusalCodes.SignInUnavailable, RefusalCodes.NotFound])]
    public Task<IResult> Bind(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sign-in/wechat/bind")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<WeChatBindingBody, SignInView>(
            http, call => StartAsync(http, signIn.BindAsync(call.Body.Ticket, call.Body.PhoneCode, call.Body.DocumentTail, cancel), cancel), cancel);

    /// <summary>Ends the binding of the caller, and the sessions that came from it.</summary>
    [Function("UnbindWeChat")]
    [Operation("sign-in", "解除微信绑定", "End the WeChat binding", Roles = Roles.Talent, Answer = typeof(Nothing), Statuses = [204], Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Unbind(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sign-in/wechat/unbind")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => unbind.RunAsync(call.Actor, cancel), cancel);

    private async Task<Outcome<SignInView>> StartAsync(HttpRequest http, Task<Outcome<Talent>> finding, CancellationToken cancel) =>
        (await finding).TryGet(out var talent, out var refusal)
            ? await sessions.StartAsync(http, TalentActor.Of(talent!) with { Provider = UnbindWeChat.Provider }, cancel)
            : refusal!;
}
