using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn;

/// <summary>The staff who have signed in.</summary>
public sealed class StaffTriggers(Pipeline<StaffTriggers> pipeline, SignOutStaff staff)
{
    /// <summary>Lists the staff whom the caller looks after.</summary>
    [Function("ListStaff")]
    [Operation("sign-in", "工作人员名录", "The staff who have signed in", Roles = Roles.Supervisor | Roles.Office, Answer = typeof(StaffList))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/staff")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => Task.FromResult(staff.List(call.Actor)), cancel);

    /// <summary>Signs a member of staff out everywhere.</summary>
    [Function("SignOutStaff")]
    [Operation("sign-in", "强制工作人员退出登录", "Sign a member of staff out everywhere", Roles = Roles.Supervisor | Roles.Office, Answer = typeof(Nothing), Statuses = [204],
        Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> SignOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/staff/{account}/sign-out")] HttpRequest http, string account, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => staff.RunAsync(call.Actor, account, cancel), cancel);
}
