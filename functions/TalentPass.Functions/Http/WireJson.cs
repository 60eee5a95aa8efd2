using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TalentPass.Core.Calendar;

namespace TalentPass.Functions.Http;

/// <summary>
/// The JSON of the API: camelCase, enums in snake_case, times with the city's offset; unknown members are refused. Each
/// feature registers its source-generated context with <see cref="HttpRegistration.AddWireJson"/>.
/// </summary>
public sealed class WireJson
{
    /// <summary>The deepest nesting that a body may have.</summary>
    public const int MaxDepth = 32;

    /// <summary>Joins the contexts of all features.</summary>
    public WireJson(IEnumerable<JsonSerializerContext> contexts)
    {
        Options = new JsonSerializerOptions(JsonSerializerOptions.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Chinese stays readable. This is safe, because answers are application/json with nosniff, never HTML.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. contexts]),
            Converters = { new CityTimeConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        };
        Options.MakeReadOnly();
    }

    /// <summary>The options for every body and answer.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>Returns the metadata of a type.</summary>
    /// <exception cref="NotSupportedException">No registered context knows the type. This is a bug.</exception>
    public JsonTypeInfo Of(Type type) => Options.GetTypeInfo(type);

    /// <summary>Writes an answer as UTF-8 JSON.</summary>
    public byte[] Write(object value, Type type) => JsonSerializer.SerializeToUtf8Bytes(value, Of(type));
}

/// <summary>
/// Reads a string of any content, control characters included. A string with a broken surrogate becomes U+FFFD as a whole.
/// </summary>
public sealed class AnyTextConverter : JsonConverter<string>
{
    /// <inheritdoc />
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>
/// Reads and writes times. They are written in the offset of the legal day, to the millisecond; they are read only with an
/// offset. Only this converter applies the offset: views carry moments as they are.
/// </summary>
internal sealed class CityTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && HasOffset(reader.GetString()!) && reader.TryGetDateTimeOffset(out var time)
            ? time
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LegalDay.In(value).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFzzz", CultureInfo.InvariantCulture));

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text.Contains('T', StringComparison.Ordinal));
}
