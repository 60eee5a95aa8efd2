using System.Buffers;
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
    // In bytes.
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;
    private const int LeastAtFirst = 256;
    private const int MostAtFirst = 16 * 1024;

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = WireJson.MaxDepth };

    /// <summary>
    /// Reads the body's bytes if the operation takes the media type and the size. A streamed body is not read: only its
    /// headers are checked.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="http">The request.</param>
    /// <param name="place">The call's place. It is left while the sender lets the call wait.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="BadHttpRequestException">The body is malformed, ended too early, or its sender has left.</exception>
    /// <exception cref="BodyTooLargeException">The body turned out to be too large.</exception>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(Operation operation, HttpRequest http, CallsAtOnce.Place place, CancellationToken cancel)
    {
        var about = operation.About;
        if (http.ContentLength > about.MaxBodyBytes)
        {
            return TooLarge(about);
        }

        // The server decodes chunks and leaves every other coding as it is (RFC 9112, 6.1).
        if (http.Headers.TransferEncoding is { Count: > 0 } codings && !codings.ToString().Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal(RefusalCodes.MalformedRequest);
        }

        http.Body = new RequestBody(http.Body, about.MaxBodyBytes);
        if (about.Streamed)
        {
            return IsTaken(operation, http) ? new Outcome<ReadOnlyMemory<byte>>.Done(default) : UnsupportedMediaType(about);
        }

        // A size that is only announced takes no memory yet.
        var body = new ArrayBufferWriter<byte>((int)Math.Clamp((http.ContentLength ?? MostAtFirst) + 1, LeastAtFirst, MostAtFirst));
        while (await ReadAsync(http.Body, body.GetMemory(), place, cancel) is > 0 and var read)
        {
            if (body.WrittenCount == 0 && !IsTaken(operation, http))
            {
                return UnsupportedMediaType(about);
            }

            body.Advance(read);
        }

        return place.TryTake() ? new Outcome<ReadOnlyMemory<byte>>.Done(body.WrittenMemory) : CallsAtOnce.Overloaded;
    }

    private static ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CallsAtOnce.Place place, CancellationToken cancel)
    {
        var reading = body.ReadAsync(buffer, cancel);
        if (!reading.IsCompleted)
        {
            place.Leave();
        }

        return reading;
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

    /// <summary>The refusal of a body that is larger than the operation allows.</summary>
    public static Refusal TooLarge(OperationAttribute about) =>
        new(RefusalCodes.BodyTooLarge, about.MaxBodyBytes >= MiB
            ? new($"最多 {about.MaxBodyBytes / MiB} MiB。", $"At most {about.MaxBodyBytes / MiB} MiB.")
            : new($"最多 {about.MaxBodyBytes / KiB} KiB。", $"At most {about.MaxBodyBytes / KiB} KiB."));

    private static Refusal UnsupportedMediaType(OperationAttribute about)
    {
        var wanted = about.RawBody ? string.Join(", ", about.Accepts) : "application/json";
        return new(RefusalCodes.UnsupportedMediaType, new($"请使用 {wanted}。", $"Send {wanted}."));
    }

    private static Refusal Malformed(string zh, string en) => new(RefusalCodes.MalformedJson, new(zh, en));
}
