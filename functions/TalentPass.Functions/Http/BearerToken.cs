using System.Text.Json;
using System.Text.Unicode;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TalentPass.Functions.Http;

/// <summary>
/// Reads the form of a token: a signed JWT (RFC 7515, 7519) in compact form, with unique members of the right kinds. Nothing
/// is verified. The library would read the members later and throw other exceptions at each.
/// </summary>
internal static class BearerToken
{
    private const int MaxDepth = 16;

    // The last second that a date can hold.
    private const double LatestTime = 253_402_300_799;

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly string[] _times = ["exp", "nbf", "iat"];

    /// <summary>Returns the token; null when the text is not one.</summary>
    public static JsonWebToken? TryRead(string text)
    {
        if (text.Split('.') is not [{ Length: > 0 } header, { Length: > 0 } payload, { Length: > 0 }])
        {
            return null;
        }

        try
        {
            using var head = Parse(header);
            using var body = Parse(payload);
            return IsHeader(head.RootElement) && IsPayload(body.RootElement) ? new JsonWebToken(text) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidOperationException or JsonException or SecurityTokenException)
        {
            return null;
        }
    }

    private static JsonDocument Parse(string part)
    {
        var bytes = Base64UrlEncoder.DecodeBytes(part);
        return Utf8.IsValid(bytes) ? JsonDocument.Parse(bytes, _strict) : throw new JsonException();
    }

    // crit names extensions that the reader must understand, and none is understood here (RFC 7515, 4.1.11).
    private static bool IsHeader(JsonElement header) =>
        header.ValueKind == JsonValueKind.Object
        && IsText(header, "alg")
        && IsTextIfAny(header, "kid")
        && IsTextIfAny(header, "typ")
        && !header.TryGetProperty("crit", out _);

    private static bool IsPayload(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object
        && IsText(payload, "iss")
        && IsText(payload, "sub")
        && payload.TryGetProperty("exp", out _)
        && _times.All(name => !payload.TryGetProperty(name, out var time) || IsTime(time));

    private static bool IsTime(JsonElement time) =>
        time.ValueKind == JsonValueKind.Number && time.TryGetDouble(out var seconds) && seconds is >= 0 and <= LatestTime;

    private static bool IsText(JsonElement from, string name) => from.TryGetProperty(name, out var value) && IsText(value);

    private static bool IsTextIfAny(JsonElement from, string name) => !from.TryGetProperty(name, out var value) || IsText(value);

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 };
}
