using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.WeChat;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>The subscribe messages of the city's mini-program.</summary>
/// <param name="Templates">The form of a notice → the id of its template at WeChat.</param>
/// <param name="State">Which mini-program a tap opens: <c>formal</c>, <c>trial</c> or <c>developer</c>.</param>
public sealed record WeChatMessages(IReadOnlyDictionary<string, string> Templates, string State);

/// <summary>
/// Sends notices as subscribe messages (订阅消息, subscribeMessage.send). One consent of the person is one message; who sends keeps the
/// balance. <see cref="Letter.To"/> is the openid.
/// </summary>
/// <param name="client">Calls WeChat.</param>
/// <param name="messages">The templates.</param>
/// <param name="log">The log for the operator.</param>
public sealed partial class WeChatChannel(WeChatClient client, WeChatMessages messages, ILogger<WeChatChannel> log) : INoticeChannel
{
    /// <summary>The operation of WeChat.</summary>
    public const string Path = "/cgi-bin/message/subscribe/send";

    private const string RequestPage = "cases/request/request", AccountPage = "pages/me/me";

    /// <inheritdoc/>
    public string Name => ChannelNames.WeChat;

    /// <inheritdoc/>
    public bool IsOn => client.IsOn && messages.Templates.Count > 0;

    /// <summary>The form of a notice → the id of its template at WeChat.</summary>
    public IReadOnlyDictionary<string, string> Templates => messages.Templates;

    /// <inheritdoc/>
    public async Task<Delivery> SendAsync(Letter letter, CancellationToken cancel)
    {
        if (!IsOn || !messages.Templates.TryGetValue(letter.Words.Form, out var template))
        {
            Log.NoTemplate(log, letter.Words.Form);
            return new Delivery.Mistake(DeliveryReasons.NotConfigured);
        }

        cancel.ThrowIfCancellationRequested();
        try
        {
            // A call under way is not stopped: nobody could say whether the message was sent.
            return Sort(await client.CallAsync(Path, BodyOf(letter, template, messages.State), CancellationToken.None));
        }
        catch (StorageException)
        {
            // Only the access token comes from storage.
            return new Delivery.Retry(WeChatErrors.Soon);
        }
    }

    /// <summary>The body of the call.</summary>
    internal static JsonObject BodyOf(Letter letter, string template, string state) => new()
    {
        ["touser"] = letter.To,
        ["template_id"] = template,
        ["page"] = letter.Number is { } number ? $"{RequestPage}?number={Uri.EscapeDataString(number)}" : AccountPage,
        ["miniprogram_state"] = state,
        ["lang"] = letter.Language == "en" ? "en_US" : "zh_CN",
        ["data"] = new JsonObject(letter.Words.WeChatFields.Select(each =>
            KeyValuePair.Create<string, JsonNode?>(each.Key, new JsonObject { ["value"] = each.Value }))),
    };

    // The client has told the log of mistakes.
    private static Delivery Sort(WeChatAnswer answer) => answer switch
    {
        WeChatAnswer.Ok => Delivery.Told.Value,
        WeChatAnswer.Retry { MayHaveHappened: true } => Delivery.Unknown.Value,
        WeChatAnswer.Retry retry => new Delivery.Retry(retry.After),
        WeChatAnswer.Refused { Code: WeChatErrors.NoConsent } => new Delivery.Refused(DeliveryReasons.NoConsent),
        WeChatAnswer.Refused => new Delivery.Refused(DeliveryReasons.NoSuchPerson),
        WeChatAnswer.Mistake { Code: WeChatErrors.BadFields } => new Delivery.Mistake(DeliveryReasons.BadFields),
        WeChatAnswer.Mistake => new Delivery.Mistake(DeliveryReasons.SenderRefused),
        _ => new Delivery.Mistake(DeliveryReasons.NotConfigured),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "There is no WeChat template for notices of the form {Form}: set WeChat:Templates:{Form}.")]
        public static partial void NoTemplate(ILogger log, string form);
    }
}
