using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;
using TalentPass.Functions.SignIn.Oidc;

namespace TalentPass.Functions.SignIn;

/// <summary>Sign-in, and who is signed in.</summary>
public sealed class SignInTriggers(Pipeline<SignInTriggers> pipeline, DemoSignIn demo, OpenSession sessions, OidcSignIn providers, ReadTalents talents)
{
    /// <summary>Lists the demo accounts, when they are switched on.</summary>
    [Function("ListDemoAccounts")]
    [Operation("sign-in", "演示账号列表", "The demo accounts", Anonymous = true, Answer = typeof(DemoAccountList), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Demo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/sign-in/demo")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => Task.FromResult(demo.List(call.English)), cancel);

    /// <summary>Signs in as a demo account.</summary>
    [Function("SignInAsDemoAccount")]
    [Operation("sign-in", "以演示账号登录", "Sign in as a demo account", Anonymous = true, Body = typeof(DemoSignInBody), Answer = typeof(SignInView),
        Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> SignIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sign-in/demo")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<DemoSignInBody, SignInView>(http, call => demo.SignInAsync(http, call.Body.Account, call.English, cancel), cancel);

    /// <summary>Renews the caller's session.</summary>
    [Function("RenewSession")]
    [Operation("sign-in", "续期登录", "Renew the session", Anonymous = true, Body = typeof(RefreshBody), Answer = typeof(SignInView),
        Refusals = [RefusalCodes.SessionOver])]
    public Task<IResult> Renew(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sign-in/refresh")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<RefreshBody, SignInView>(http, call => sessions.RenewAsync(http, call.Body, cancel), cancel);

    /// <summary>Ends the caller's session, or all of them.</summary>
    [Function("SignOut")]
    [Operation("sign-in", "退出登录", "Sign out", Body = typeof(SignOutBody), Answer = typeof(SignedOutView))]
    public Task<IResult> SignOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sign-in/out")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<SignOutBody, SignedOutView>(http, call => SignOutAsync(call, http, cancel), cancel);

    /// <summary>Lists the caller's sign-ins.</summary>
    [Function("ListSessions")]
    [Operation("sign-in", "我的登录记录", "The caller's sign-ins", Answer = typeof(SessionList))]
    public Task<IResult> Sessions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/me/sessions")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => sessions.ListAsync(call.Actor, cancel), cancel);

    /// <summary>Ends one of the caller's sessions, on another device.</summary>
    [Function("EndSession")]
    [Operation("sign-in", "结束某次登录", "End one of the caller's sessions", Answer = typeof(Nothing), Statuses = [204], Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> EndSession(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/me/sessions/{session}")] HttpRequest http, string session, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => sessions.EndOneAsync(call.Actor, session, cancel), cancel);

    /// <summary>Returns who the caller is.</summary>
    [Function("GetMe")]
    [Operation("sign-in", "当前登录人", "Who is signed in", Answer = typeof(MeView))]
    public Task<IResult> Me(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/me")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => DescribeAsync(call, cancel), cancel);

    private async Task<Outcome<SignedOutView>> SignOutAsync(Call<SignOutBody> call, HttpRequest http, CancellationToken cancel)
    {
        var next = await providers.SignOutAtAsync(call.Actor.Provider, cancel);
        return await sessions.EndAsync(http, call.Actor, call.Body.Everywhere, next, cancel);
    }

    private async Task<Outcome<MeView>> DescribeAsync(Call call, CancellationToken cancel)
    {
        var actor = call.Actor;
        var talent = await talents.FindOwnAsync(actor, call.English, cancel);
        return new Outcome<MeView>.Done(
            new MeView(actor.Account, actor.DisplayName, [.. RoleNames.Of(actor.Roles)], actor.Department, talent, actor.Provider, actor.Assurance));
    }
}
