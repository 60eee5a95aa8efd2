using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TalentPass.Functions.Http;

/// <summary>
/// Checks the limits that a body's property declares with the attributes of <c>System.ComponentModel.DataAnnotations</c>:
/// <c>StringLength</c>, <c>MinLength</c>, <c>MaxLength</c>, <c>Range</c>, <c>RegularExpression</c>. The lengths of texts
/// count code points. The OpenAPI document shows the same limits.
/// </summary>
internal static class JsonLimits
{
    /// <summary>Returns the codes of the limits that a text or number breaks.</summary>
    public static IEnumerable<string> Check(JsonPropertyInfo property, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => CheckText(property, value.GetString()!),
            JsonValueKind.Number => CheckNumber(property, value.GetDouble()),
            _ => [],
        };

    /// <summary>Returns the codes of the limits that an array's number of items breaks.</summary>
    public static IEnumerable<string> CheckCount(JsonPropertyInfo property, int count)
    {
        foreach (var limit in Of(property))
        {
            if (limit is MaxLengthAttribute max && count > max.Length)
            {
                yield return "too_many";
            }
            else if (limit is MinLengthAttribute min && count < min.Length)
            {
                yield return "too_few";
            }
        }
    }

    /// <summary>Returns the limits declared on a property or on its constructor parameter.</summary>
    public static IEnumerable<ValidationAttribute> Of(JsonPropertyInfo property) =>
        Read(property.AttributeProvider).Concat(Read(property.AssociatedParameter?.AttributeProvider));

    /// <summary>Whether JSON writes the type as a number.</summary>
    public static bool IsNumber(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: false } plain
        && Type.GetTypeCode(plain) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static IEnumerable<ValidationAttribute> Read(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>() ?? [];

    private static IEnumerable<string> CheckText(JsonPropertyInfo property, string text)
    {
        var length = WireText.Length(text);
        foreach (var limit in Of(property))
        {
            var code = limit switch
            {
                StringLengthAttribute each => length > each.MaximumLength ? "too_long" : length < each.MinimumLength ? "too_short" : null,
                MaxLengthAttribute each => length > each.Length ? "too_long" : null,
                MinLengthAttribute each => length < each.Length ? "too_short" : null,
                RegularExpressionAttribute each => each.IsValid(text) ? null : "invalid_format",
                _ => null,
            };
            if (code is not null)
            {
                yield return code;
            }
        }
    }

    private static IEnumerable<string> CheckNumber(JsonPropertyInfo property, double number) =>
        Of(property).OfType<RangeAttribute>()
            .Where(range => number < Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture)
                || number > Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture))
            .Select(_ => "out_of_range");
}
