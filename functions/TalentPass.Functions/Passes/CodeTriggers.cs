using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Trust.Cose;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Passes;

/// <summary>The code that a talent shows: as text, which the phone draws itself, or as a picture.</summary>
public sealed class CodeTriggers(Pipeline<CodeTriggers> pipeline, ReadPass read)
{
    private const int DefaultScale = 8;

    /// <summary>Returns a fresh code. It expires within 60 seconds.</summary>
    [Function("ShowCode")]
    [Operation("passes", "出示人才码", "A fresh code of the caller's pass", Roles = Roles.Talent, Answer = typeof(CodeView),
        Refusals = [RefusalCodes.NoPass, RefusalCodes.NotAllowedInState, RefusalCodes.StatusExpired, RefusalCodes.NotRecognised])]
    public Task<IResult> Text(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/current/code")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => (await read.CodeAsync(call.Actor, cancel)).Map(code =>
            new CodeView(code.Text, code.IssuedAt, code.ExpiresAt, code.RefreshAfterSeconds)), cancel);

    /// <summary>Returns a fresh code as a PNG.</summary>
    [Function("ShowCodePng")]
    [Operation("passes", "人才码图片（PNG）", "A fresh code as a PNG", Weight = 5, Roles = Roles.Talent, Answer = typeof(FileAnswer), Produces = ["image/png"],
        Refusals = [RefusalCodes.NoPass, RefusalCodes.NotAllowedInState, RefusalCodes.StatusExpired, RefusalCodes.NotRecognised])]
    [Query("scale", QueryKind.Number, Min = 1, Max = PassPicture.MaxScale, Zh = "每个模块的像素数，默认 8", En = "Pixels a module, 8 by default")]
    public Task<IResult> Png(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/current/code.png")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => (await read.CodeAsync(call.Actor, cancel)).Map(code =>
            new FileAnswer(PassPicture.Png(code.Text, PassProfile.Show, call.Query.Number("scale") ?? DefaultScale), "image/png")), cancel);

    /// <summary>Returns a fresh code as an SVG.</summary>
    [Function("ShowCodeSvg")]
    [Operation("passes", "人才码图片（SVG）", "A fresh code as an SVG", Roles = Roles.Talent, Answer = typeof(FileAnswer), Produces = ["image/svg+xml"],
        Refusals = [RefusalCodes.NoPass, RefusalCodes.NotAllowedInState, RefusalCodes.StatusExpired, RefusalCodes.NotRecognised])]
    public Task<IResult> Svg(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/current/code.svg")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => (await read.CodeAsync(call.Actor, cancel)).Map(code =>
            new FileAnswer(Encoding.UTF8.GetBytes(PassPicture.Svg(code.Text, PassProfile.Show)), "image/svg+xml; charset=utf-8")), cancel);
}
