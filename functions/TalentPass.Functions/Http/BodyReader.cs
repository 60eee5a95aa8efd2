using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>Reads and validates bodies. A body that is wrong gives a refusal, not an exception.</summary>
internal sealed class BodyReader(WireJson json)
{
    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = WireJson.MaxDepth };

    /// <summary>
    /// Reads the body's bytes if the operation takes the media type and the size. A streamed body is not read: only its
    /// headers are checked.
    /// </summary>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(Operation operation, HttpRequest http, CancellationToken cancel)
    {
        var about = operation.About;
        if (http.ContentLength > about.MaxBodyBytes)
        {
            return TooLarge(about);
        }

        if (about.Streamed)
        {
            return IsTaken(operation, http) ? new Outcome<ReadOnlyMemory<byte>>.Done(default) : UnsupportedMediaType(about);
        }

        var buffer = new MemoryStream((int)(http.ContentLength ?? 0));
        var chunk = new byte[16 * 1024];
        int read;
        // The size is counted while reading, because a chunked body does not announce it.
        while ((read = await http.Body.ReadAsync(chunk, cancel)) > 0)
        {
            if (buffer.Length + read > about.MaxBodyBytes)
            {
                return TooLarge(about);
            }

            buffer.Write(chunk, 0, read);
        }

        var body = new ReadOnlyMemory<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
        return body.IsEmpty || IsTaken(operation, http) ? new Outcome<ReadOnlyMemory<byte>>.Done(body) : UnsupportedMediaType(about);
    }

    /// <summary>
    /// Parses the JSON body into the operation's type. An empty body counts as <c>{}</c> when no member is required.
    /// </summary>
    public Outcome<object> Parse(ReadOnlyMemory<byte> body, Type type)
    {
        var info = json.Of(type);
        if (body.IsEmpty)
        {
            if (info.Properties.Any(JsonShape.IsRequired))
            {
                return Malformed("请求内容为空。", "The body is empty.");
            }

            body = "{}"u8.ToArray();
        }

        if (!Utf8.IsValid(body.Span))
        {
            return Malformed("请求内容不是有效的 UTF-8。", "The body is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, _strict);
            return Convert(document.RootElement, info);
        }
        catch (JsonException malformed)
        {
            var (line, at) = ((malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1);
            return Malformed($"第 {line} 行第 {at} 字节处不是有效的 JSON。", $"Not valid JSON at line {line}, byte {at}.");
        }
    }

    private Outcome<object> Convert(JsonElement body, JsonTypeInfo info)
    {
        return JsonShape.Check(body, info, json) is { } refusal ? refusal : new Outcome<object>.Done(body.Deserialize(info)!);
    }

    private static bool IsTaken(Operation operation, HttpRequest http)
    {
        if (http.Headers.ContentEncoding.Count > 0
            || !MediaTypeHeaderValue.TryParse(http.ContentType, out var sent))
        {
            return false;
        }

        return operation.About.RawBody
            ? operation.About.Accepts.Contains(sent.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            : sent.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                && (!sent.Charset.HasValue || sent.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static Refusal TooLarge(OperationAttribute about) =>
        new(RefusalCodes.BodyTooLarge, new($"最多 {about.MaxBodyBytes} 字节。", $"At most {about.MaxBodyBytes} bytes."));

    private static Refusal UnsupportedMediaType(OperationAttribute about)
    {
        var wanted = about.RawBody ? string.Join(", ", about.Accepts) : "application/json";
        return new(RefusalCodes.UnsupportedMediaType, new($"请使用 {wanted}。", $"Send {wanted}."));
    }

    private static Refusal Malformed(string zh, string en) => new(RefusalCodes.MalformedJson, new(zh, en));
}
