using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TalentPass.Core.Calendar;

namespace TalentPass.Functions.Http;

/// <summary>
/// JSON as the contract has it: camelCase, enums in snake_case, times with the city's offset, nothing unknown taken.
/// Each feature registers its source-generated context with <see cref="HttpRegistration.AddWireJson"/>.
/// </summary>
public sealed class WireJson
{
    /// <summary>The deepest nesting of a body.</summary>
    public const int MaxDepth = 32;

    /// <summary>Joins the features' contexts.</summary>
    public WireJson(IEnumerable<JsonSerializerContext> contexts)
    {
        Options = new JsonSerializerOptions(JsonSerializerOptions.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Chinese stays readable; the answers are application/json with nosniff, never HTML.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. contexts]),
            Converters = { new CityTimeConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        };
        Options.MakeReadOnly();
    }

    /// <summary>The options every body and answer goes through.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>The metadata of a type.</summary>
    /// <exception cref="NotSupportedException">No registered context knows the type: a defect.</exception>
    public JsonTypeInfo Of(Type type) => Options.GetTypeInfo(type);

    /// <summary>The UTF-8 JSON of an answer.</summary>
    public byte[] Write(object value, Type type) => JsonSerializer.SerializeToUtf8Bytes(value, Of(type));
}

/// <summary>A string taken as it is, even with control characters or broken surrogates, which become U+FFFD.</summary>
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

/// <summary>Times: written in the offset of the legal day, to the millisecond; read only with an offset. The one place that does, so views carry moments as they are.</summary>
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
