using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace TalentPass.Core.WeChat;

/// <summary>
/// Makes one call to WeChat's servers and sorts the answer. It never throws for what WeChat or the line does, and neither log lines
/// nor traces hold the query, the body or the answer, because these hold the access token, the secret and people's data.
/// </summary>
/// <param name="http">The client, with WeChat's address, a time limit, and without logging.</param>
/// <param name="log">The log for the operator.</param>
public sealed partial class WeChatExchange(HttpClient http, ILogger<WeChatExchange> log)
{
    private const int ServerFaults = 500;

    /// <summary>Sends a call. For a path with a stale token the answer is <see cref="WeChatAnswer.StaleToken"/>.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">The path, e.g. <c>/cgi-bin/stable_token</c>.</param>
    /// <param name="query">The names and values of the query.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="cancel">Stops the call.</param>
    internal async Task<WeChatAnswer> SendAsync(
        HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>> query, JsonNode? body, CancellationToken cancel)
    {
        var values = string.Join('&', query.Select(each => $"{each.Key}={Uri.EscapeDataString(each.Value)}"));
        using var request = new HttpRequestMessage(method, new Uri(values.Length == 0 ? path : $"{path}?{values}", UriKind.Relative));
        if (body is not null)
        {
            // WeChat does not understand chunked bodies, so the length is known.
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, WeChatJson.Stored.JsonNode));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        var answer = await SendAsync(request, cancel);
        if (answer is WeChatAnswer.Mistake { Code: var code })
        {
            Log.Mistake(log, path, code);
        }

        return answer;
    }

    /// <summary>Tells the operator of a call that keeps failing because of the account.</summary>
    internal void TellMistake(string path, int code) => Log.Mistake(log, path, code);

    private async Task<WeChatAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var response = await http.SendAsync(request, cancel);
            return Read((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (HttpRequestException fault)
        {
            return new WeChatAnswer.Retry(null, WeChatErrors.Soon, MayHaveHappened: fault.HttpRequestError
                is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError));
        }
        catch (Exception fault) when (fault is IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new WeChatAnswer.Retry(null, WeChatErrors.Soon, MayHaveHappened: true);
        }
    }

    // WeChat answers 200 with an errcode. Anything else comes from a gateway on the way, and says nothing about the call.
    private static WeChatAnswer Read(int status, byte[] content)
    {
        try
        {
            var body = JsonElement.Parse(content);
            if (body.ValueKind == JsonValueKind.Object && status < ServerFaults)
            {
                return !body.TryGetProperty("errcode", out var code) ? new WeChatAnswer.Ok(body)
                    : !code.TryGetInt32(out var number) ? new WeChatAnswer.Mistake(0)
                    : number == 0 ? new WeChatAnswer.Ok(body)
                    : WeChatErrors.Sort(number);
            }
        }
        catch (JsonException)
        {
            // A page of a gateway.
        }

        return new WeChatAnswer.Retry(null, WeChatErrors.Soon, MayHaveHappened: true);
    }

    private static partial class Log
    {
        // An operator acts on this line.
        [LoggerMessage(1, LogLevel.Error, "WeChat answers {Path} with {Code}: the account, its settings or a template is wrong.")]
        public static partial void Mistake(ILogger log, string path, int code);
    }
}
