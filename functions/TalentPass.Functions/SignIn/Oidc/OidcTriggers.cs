using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>Sign-in through the providers of the city and the province.</summary>
public sealed class OidcTriggers(Pipeline<OidcTriggers> pipeline, Providers providers, DemoSignIn demo, OidcSignIn signIn, BackChannelSignOut signOut)
{
    /// <summary>Lists the providers, and the demo accounts when they are switched on.</summary>
    [Function("ListProviders")]
    [Operation("sign-in", "登录方式列表", "The providers of sign-in", Anonymous = true, Personal = false, Answer = typeof(ProviderList))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/sign-in/providers")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => Task.FromResult(providers.List(demo.Offer(call.English), call.English)), cancel);

    /// <summary>Sends the browser to a provider.</summary>
    [Function("StartSignIn")]
    [Query("return", QueryKind.Text, Required = true, Zh = "登录后返回的页面，例如 /desk", En = "The page to come back to, e.g. /desk")]
    [Operation("sign-in", "前往统一身份认证", "Go to a provider", Anonymous = true, Answer = typeof(RedirectAnswer), Statuses = [303],
        Refusals = [RefusalCodes.NotFound, RefusalCodes.SignInUnavailable])]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/sign-in/oidc/{provider}/start")] HttpRequest http, string provider, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => signIn.StartAsync(provider, call.Query["return"]!, cancel), cancel);

    /// <summary>Signs in the browser that comes back from a provider.</summary>
    [Function("FinishSignIn")]
    [Operation("sign-in", "统一身份认证返回", "Come back from a provider", Anonymous = true, Answer = typeof(RedirectAnswer), Statuses = [303],
        Refusals = [RefusalCodes.NotFound, RefusalCodes.SignInOver, RefusalCodes.SignInCancelled, RefusalCodes.SignInRefused, RefusalCodes.SignInUnavailable])]
    public Task<IResult> Finish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/sign-in/oidc/{provider}/callback")] HttpRequest http, string provider, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => signIn.FinishAsync(provider, http, cancel), cancel);

    /// <summary>Ends sessions because the person has signed out at the provider.</summary>
    [Function("SignOutByProvider")]
    [Operation("sign-in", "统一身份认证退出通知", "The provider says that somebody signed out", Anonymous = true, Accepts = ["application/x-www-form-urlencoded"],
        MaxBodyBytes = 16 * 1024, Answer = typeof(Nothing), Statuses = [204], Refusals = [RefusalCodes.NotFound, RefusalCodes.MalformedRequest, RefusalCodes.SignInUnavailable])]
    public Task<IResult> SignOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sign-in/oidc/{provider}/sign-out")] HttpRequest http, string provider, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => signOut.RunAsync(provider, call.RawBody, cancel), cancel);
}
