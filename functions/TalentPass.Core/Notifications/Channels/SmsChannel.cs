using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>The city's gateway for text messages.</summary>
/// <param name="Address">Where messages are posted.</param>
/// <param name="Key">The bearer key.</param>
/// <param name="Signature">The signature before every text, e.g. <c>【宁波人才】</c>; empty for none.</param>
public sealed record SmsGateway(Uri Address, string Key, string Signature)
{
    /// <summary>The most characters of a signature.</summary>
    public const int MostSignature = 20;

    /// <summary>Returns the host only: the default text of a record would show the key.</summary>
    public override string ToString() => Address.Host;
}

/// <summary>
/// Sends text messages through the gateway of the city (its contract: <c>Notifications/README.md</c> of the app). The gateway sends
/// a repeated id once, so a lost answer is simply asked for again. <see cref="Letter.To"/> is a number in E.164.
/// </summary>
/// <param name="gateway">The gateway; null when the city has none.</param>
/// <param name="http">The client, with a time limit, and without logging.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log for the operator.</param>
public sealed partial class SmsChannel(SmsGateway? gateway, HttpClient http, TimeProvider time, ILogger<SmsChannel> log) : INoticeChannel
{
    private const int MostReason = 40;
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public string Name => ChannelNames.Sms;

    /// <inheritdoc/>
    public bool IsOn => gateway is not null;

    /// <inheritdoc/>
    public async Task<Delivery> SendAsync(Letter letter, CancellationToken cancel)
    {
        if (gateway is null)
        {
            Log.Off(log);
            return new Delivery.Mistake(DeliveryReasons.NotConfigured);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.Address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Key);
        request.Headers.Add("Idempotency-Key", letter.Id);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new(letter.Id, letter.To, $"{gateway.Signature}{letter.Words.Brief}", letter.Language), SmsJson.Default.SmsMessage));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await http.SendAsync(request, cancel);
            return Sort(response, await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Delivery.Retry(_soon);
        }
    }

    private Delivery Sort(HttpResponseMessage response, byte[] body)
    {
        switch (response.StatusCode)
        {
            case >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices:
                return Delivery.Told.Value;
            case HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity:
                return new Delivery.Refused(ReasonIn(body) ?? DeliveryReasons.NumberRefused);
            case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError:
                return new Delivery.Retry(AfterOf(response));
            default:
                var reason = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? DeliveryReasons.BadCredentials : DeliveryReasons.SenderRefused;
                Log.Mistake(log, (int)response.StatusCode, reason);
                return new Delivery.Mistake(reason);
        }
    }

    private TimeSpan AfterOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => _soon,
        };
        return asked < _shortest ? _shortest : asked > _longest ? _longest : asked;
    }

    // The word is stored and shown to staff, so it is only taken when it is one.
    private static string? ReasonIn(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String && code.GetString() is { Length: > 0 and <= MostReason } word
                && word.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each == '_')
                ? word : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The gateway for text messages answers {Status}: {Reason}. Look at the settings of section Sms.")]
        public static partial void Mistake(ILogger log, int status, string reason);

        [LoggerMessage(2, LogLevel.Error, "A text message cannot be sent: no gateway is configured (section Sms).")]
        public static partial void Off(ILogger log);
    }
}
