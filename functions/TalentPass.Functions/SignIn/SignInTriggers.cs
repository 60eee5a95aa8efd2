using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn;

/// <summary>Sign-in, and who is signed in.</summary>
public sealed class SignInTriggers(Pipeline<SignInTriggers> pipeline, DemoSignIn demo, ReadTalents talents)
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
        pipeline.RunAsync<DemoSignInBody, SignInView>(http, call => demo.SignInAsync(call.Body.Account, call.English, cancel), cancel);

    /// <summary>Returns who the caller is.</summary>
    [Function("GetMe")]
    [Operation("sign-in", "当前登录人", "Who is signed in", Answer = typeof(MeView))]
    public Task<IResult> Me(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/me")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => DescribeAsync(call, cancel), cancel);

    private async Task<Outcome<MeView>> DescribeAsync(Call call, CancellationToken cancel)
    {
        var actor = call.Actor;
        var talent = await talents.FindOwnAsync(actor, call.English, cancel);
        return new Outcome<MeView>.Done(
            new MeView(actor.Account, actor.DisplayName, [.. RoleNames.Of(actor.Roles)], actor.Department, talent));
    }
}
