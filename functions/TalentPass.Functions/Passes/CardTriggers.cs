using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Passes.Cards;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Passes;

/// <summary>The body of a call that makes a card.</summary>
/// <param name="ValidTo">The last day on which the card's code is valid: at most three years ahead, and not after the
/// talent status ends. Absent means the latest day allowed.</param>
public sealed record IssueCardBody(DateOnly? ValidTo = null);

/// <summary>The body of a call that revokes a card.</summary>
/// <param name="Reason">The reason, 1–500 code points.</param>
public sealed record RevokeCardBody([property: StringLength(TextLimits.Reason, MinimumLength = 1)] string Reason);

/// <summary>
/// Printed cards of a pass (实体卡). The talent office makes them. The office, or the talent who lost one, revokes them.
/// </summary>
public sealed class CardTriggers(Pipeline<CardTriggers> pipeline, IssueCard issue, ReadCards read, RevokeCard revoke)
{
    private const int DefaultScale = 8;

    /// <summary>Makes a card and returns its code for printing.</summary>
    [Function("IssueCard")]
    [Operation("passes", "制作实体卡", "Make a card for printing", Roles = Roles.Office, Body = typeof(IssueCardBody), Answer = typeof(CardView),
        Statuses = [201], Idempotent = true,
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.StatusExpired, RefusalCodes.NotRecognised])]
    public Task<IResult> Issue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes/{passId}/cards")] HttpRequest http, string passId, CancellationToken cancel) =>
        pipeline.RunAsync<IssueCardBody, CardView>(
            http, call => issue.RunAsync(call.Actor, passId, call.Body.ValidTo, call.Idempotent, cancel), cancel, card => $"/api/v1/passes/{card.PassId}/cards");

    /// <summary>Lists the cards of a pass, without their codes.</summary>
    [Function("ListCards")]
    [Operation("passes", "实体卡列表", "The cards of a pass", Roles = Roles.Office | Roles.Talent, Paged = true, Answer = typeof(Page<CardView>),
        Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/{passId}/cards")] HttpRequest http, string passId, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.ListAsync(call.Actor, passId, call.Page, cancel), cancel);

    /// <summary>Draws a card's code as a PNG with error correction level Q, which suits paper.</summary>
    [Function("PrintCardPng")]
    [Operation("passes", "实体卡图片（PNG）", "A card's code as a PNG", Weight = 5, Roles = Roles.Office, Answer = typeof(FileAnswer), Produces = ["image/png"],
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    [Query("scale", QueryKind.Number, Min = 1, Max = PassPicture.MaxScale, Zh = "每个模块的像素数，默认 8", En = "Pixels a module, 8 by default")]
    public Task<IResult> Png(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/{passId}/cards/{cardId}/code.png")] HttpRequest http,
        string passId, string cardId, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => (await read.PrintAsync(passId, cardId, cancel)).Map(card =>
            new FileAnswer(PassPicture.Png(card.Code, PassProfile.Card, call.Query.Number("scale") ?? DefaultScale), "image/png")), cancel);

    /// <summary>Draws a card's code as an SVG.</summary>
    [Function("PrintCardSvg")]
    [Operation("passes", "实体卡图片（SVG）", "A card's code as an SVG", Roles = Roles.Office, Answer = typeof(FileAnswer), Produces = ["image/svg+xml"],
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    public Task<IResult> Svg(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/{passId}/cards/{cardId}/code.svg")] HttpRequest http,
        string passId, string cardId, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => (await read.PrintAsync(passId, cardId, cancel)).Map(card =>
            new FileAnswer(Encoding.UTF8.GetBytes(PassPicture.Svg(card.Code, PassProfile.Card)), "image/svg+xml; charset=utf-8")), cancel);

    /// <summary>Revokes one card, for example a lost one. The pass and its other cards stay valid.</summary>
    [Function("RevokeCard")]
    [Operation("passes", "注销实体卡", "Revoke a card", Roles = Roles.Office | Roles.Talent, Body = typeof(RevokeCardBody), Answer = typeof(CardView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    public Task<IResult> Revoke(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes/{passId}/cards/{cardId}/revoke")] HttpRequest http,
        string passId, string cardId, CancellationToken cancel) =>
        pipeline.RunAsync<RevokeCardBody, CardView>(http, call => revoke.RunAsync(call.Actor, passId, cardId, call.Body.Reason, cancel), cancel);
}

[JsonSerializable(typeof(IssueCardBody))]
[JsonSerializable(typeof(RevokeCardBody))]
[JsonSerializable(typeof(CardView))]
[JsonSerializable(typeof(Page<CardView>))]
internal sealed partial class CardsWireJson : JsonSerializerContext;
