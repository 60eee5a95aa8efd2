using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Desks;

/// <summary>What staff of a desk know about each other: colleagues, their load, and the texts that they share.</summary>
public sealed class DeskStaffTriggers(Pipeline<DeskStaffTriggers> pipeline, DeskStaff staff, ReadDesk read)
{
    /// <summary>Lists the officers of the department and its supervisors. Empty when the accounts are not known to the app.</summary>
    [Function("ListColleagues")]
    [Operation("desks", "同事", "The staff of a desk", Roles = Roles.Desk | Roles.Supervisor, Answer = typeof(ColleagueList), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Colleagues(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/colleagues")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => Task.FromResult(staff.Colleagues(department, call.English)), cancel);

    /// <summary>Lists the texts that officers of the department often write (常用理由), from the catalogue.</summary>
    [Function("ListReasons")]
    [Operation("desks", "常用理由", "The common reasons of a desk", Roles = Roles.Desk | Roles.Supervisor, Answer = typeof(ReasonList), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Reasons(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/reasons")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => staff.ReasonsAsync(department, call.English, cancel), cancel);

    /// <summary>Counts the open requests by who has claimed them. For supervisors.</summary>
    [Function("ReadDeskLoad")]
    [Operation("desks", "人员负荷", "The load of each officer", Roles = Roles.Supervisor, Answer = typeof(DeskLoad), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Load(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/load")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.LoadAsync(department, cancel), cancel);
}

[JsonSerializable(typeof(ColleagueList))]
[JsonSerializable(typeof(ReasonList))]
[JsonSerializable(typeof(DeskLoad))]
internal sealed partial class DeskStaffWireJson : JsonSerializerContext;
