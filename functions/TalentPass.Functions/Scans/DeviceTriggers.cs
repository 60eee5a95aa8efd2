using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Scans;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Scans;

/// <summary>The body of a call that registers a scanner.</summary>
/// <param name="Name">The scanner's name for people, 1–64 code points.</param>
/// <param name="Place">The hall or gate where the scanner stands, 1–64 code points.</param>
public sealed record RegisterDeviceBody(
    [property: StringLength(TextLimits.Place, MinimumLength = 1)] string Name, [property: StringLength(TextLimits.Place, MinimumLength = 1)] string Place);

/// <summary>The scanners of halls and gates (核验设备).</summary>
public sealed class DeviceTriggers(Pipeline<DeviceTriggers> pipeline, ManageDevices devices)
{
    /// <summary>Registers a scanner and returns its token. The token allows scanning and nothing else.</summary>
    [Function("RegisterDevice")]
    [Operation("scans", "登记核验设备", "Register a scanner", Roles = Roles.Supervisor, Body = typeof(RegisterDeviceBody), Answer = typeof(DeviceView),
        Statuses = [201], Idempotent = true, Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Register(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/devices")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<RegisterDeviceBody, DeviceView>(
            http, call => devices.RegisterAsync(call.Actor, call.Body.Name, call.Body.Place, call.Idempotent, cancel), cancel);

    /// <summary>Lists the scanners in use. Hall staff see which ones their hall has.</summary>
    [Function("ListDevices")]
    [Operation("scans", "核验设备列表", "The scanners in use", Roles = Roles.Hall | Roles.Supervisor, Paged = true, Answer = typeof(Page<DeviceView>))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/devices")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => devices.ListAsync(call.Page, cancel), cancel);

    /// <summary>Removes a scanner. Its token is refused from then on.</summary>
    [Function("RemoveDevice")]
    [Operation("scans", "停用核验设备", "Remove a scanner", Roles = Roles.Supervisor, Answer = typeof(Nothing), Statuses = [204],
        Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/devices/{deviceId}")] HttpRequest http, string deviceId, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => devices.RemoveAsync(call.Actor, deviceId, cancel), cancel);
}

[JsonSerializable(typeof(RegisterDeviceBody))]
[JsonSerializable(typeof(DeviceView))]
[JsonSerializable(typeof(Page<DeviceView>))]
internal sealed partial class DevicesWireJson : JsonSerializerContext;
