using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Telling;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Notifications;

/// <summary>What people are told (告知), and on which channels.</summary>
public sealed class NotificationTriggers(Pipeline<NotificationTriggers> pipeline, ReadNotices notices, ChangeChannels channels, ReadTold told)
{
    /// <summary>Lists what the caller was told, newest first, and how it stands on each channel.</summary>
    [Function("ListNotices")]
    [Operation("notifications", "我的消息", "What the caller was told", Roles = Roles.Talent, Paged = true, Answer = typeof(Page<NoticeView>))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/me/notifications")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => notices.ListAsync(call.Actor, call.Page, call.English, cancel), cancel);

    /// <summary>Counts what the caller has not read.</summary>
    [Function("CountUnreadNotices")]
    [Operation("notifications", "未读消息数", "How much is not read", Roles = Roles.Talent, Answer = typeof(UnreadView))]
    public Task<IResult> Unread(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/me/notifications/unread")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => notices.CountAsync(call.Actor, cancel), cancel);

    /// <summary>Marks a notice and all older ones as read.</summary>
    [Function("ReadNotices")]
    [Operation("notifications", "标记已读", "Mark as read", Roles = Roles.Talent, Body = typeof(ReadBody), Answer = typeof(Nothing), Statuses = [204])]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/notifications/read")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<ReadBody, Nothing>(http, call => notices.ReadAsync(call.Actor, call.Body.UpTo, cancel), cancel);

    /// <summary>Returns how the caller is told besides the app.</summary>
    [Function("GetChannels")]
    [Operation("notifications", "通知方式", "The caller's channels", Roles = Roles.Talent, Answer = typeof(ChannelsView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Channels(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/me/notifications/channels")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => channels.ReadAsync(call.Actor, call.English, cancel), cancel);

    /// <summary>Changes how the caller is told. A new e-mail address counts when the code that was sent there is confirmed.</summary>
    [Function("ChangeChannels")]
    [Operation("notifications", "更改通知方式", "Change the caller's channels", Roles = Roles.Talent, Body = typeof(ChannelsBody), Answer = typeof(ChannelsView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.ChannelUnavailable, RefusalCodes.TooManyTries, RefusalCodes.SendFailed])]
    public Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/me/notifications/channels")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<ChannelsBody, ChannelsView>(http, call => channels.ChangeAsync(call.Actor, call.Body, call.English, cancel), cancel);

    /// <summary>Confirms the e-mail address with the code that was sent there.</summary>
    [Function("ConfirmEmail")]
    [Operation("notifications", "验证邮箱", "Confirm the e-mail address", Roles = Roles.Talent, Body = typeof(ConfirmBody), Answer = typeof(ChannelsView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.TooManyTries])]
    public Task<IResult> Confirm(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/notifications/channels/email/confirm")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<ConfirmBody, ChannelsView>(http, call => channels.ConfirmAsync(call.Actor, call.Body.Code, call.English, cancel), cancel);

    /// <summary>Adds consents that the caller has given in WeChat: one consent is good for one message.</summary>
    [Function("AddConsents")]
    [Operation("notifications", "订阅消息授权", "Consents to messages in WeChat", Roles = Roles.Talent, Body = typeof(ConsentBody), Answer = typeof(ChannelsView), Idempotent = true,
        Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Consent(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/notifications/consents")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<ConsentBody, ChannelsView>(http, call => channels.ConsentAsync(call.Actor, call.Body, call.Idempotent, call.English, cancel), cancel);

    /// <summary>Lists what the applicant of a case was told, on what day and by what channel.</summary>
    [Function("ListTold")]
    [Operation("desks", "告知情况", "What the applicant was told", Roles = Roles.Desk | Roles.Supervisor, Answer = typeof(ToldList), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Told(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/requests/{number}/notifications")] HttpRequest http,
        string department, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => told.RunAsync(call.Actor, department, number, call.English, cancel), cancel);
}

[JsonSerializable(typeof(Page<NoticeView>))]
[JsonSerializable(typeof(UnreadView))]
[JsonSerializable(typeof(ReadBody))]
[JsonSerializable(typeof(ChannelsBody))]
[JsonSerializable(typeof(ChannelsView))]
[JsonSerializable(typeof(ConfirmBody))]
[JsonSerializable(typeof(ConsentBody))]
[JsonSerializable(typeof(ToldList))]
internal sealed partial class NotificationsWireJson : JsonSerializerContext;
