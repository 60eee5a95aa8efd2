using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.Http;

/// <summary>
/// Checks the limits that a body's property declares with the attributes of <c>System.ComponentModel.DataAnnotations</c>:
/// <c>StringLength</c>, <c>MinLength</c>, <c>MaxLength</c>, <c>Range</c>, <c>RegularExpression</c>. The lengths of texts
/// count code points. The OpenAPI document shows the same limits.
/// </summary>
internal static class JsonLimits
{
    // Reflection takes longer than the checks.
    private static readonly ConditionalWeakTable<JsonPropertyInfo, ValidationAttribute[]> _read = [];

    /// <summary>Adds the codes of the limits a text or a number breaks.</summary>
    public static void Check(JsonPropertyInfo property, JsonElement value, string at, ValidationErrors errors)
    {
        foreach (var limit in Of(property))
        {
            if (value.ValueKind switch
            {
                JsonValueKind.String => FindFault(limit, value.GetString()!),
                JsonValueKind.Number => FindFault(limit, value.GetDouble()),
                _ => null,
            } is { } code)
            {
                errors.Add(at, code);
            }
        }
    }

    /// <summary>Adds the codes of the limits an array's length breaks.</summary>
    public static void CheckCount(JsonPropertyInfo property, int count, string at, ValidationErrors errors)
    {
        foreach (var limit in Of(property))
        {
            if (limit is MaxLengthAttribute max && count > max.Length)
            {
                errors.Add(at, ValidationCodes.TooMany);
            }
            else if (limit is MinLengthAttribute min && count < min.Length)
            {
                errors.Add(at, ValidationCodes.TooFew);
            }
        }
    }

    /// <summary>Returns the limits declared on a property or on its constructor parameter.</summary>
    public static IReadOnlyList<ValidationAttribute> Of(JsonPropertyInfo property) => _read.GetValue(
        property, static each => [.. Read(each.AttributeProvider), .. Read(each.AssociatedParameter?.AttributeProvider)]);

    /// <summary>Whether JSON writes the type as a number.</summary>
    public static bool IsNumber(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: false } plain
        && Type.GetTypeCode(plain) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static IEnumerable<ValidationAttribute> Read(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>() ?? [];

    private static string? FindFault(ValidationAttribute limit, string text) => limit switch
    {
        StringLengthAttribute each => TextRules.FindFault(text, each.MaximumLength, each.MinimumLength),
        MaxLengthAttribute each => TextRules.FindFault(text, each.Length, 0),
        MinLengthAttribute each => TextRules.FindFault(text, int.MaxValue, each.Length),
        RegularExpressionAttribute each => each.IsValid(text) ? null : ValidationCodes.InvalidFormat,
        _ => null,
    };

    private static string? FindFault(ValidationAttribute limit, double number) =>
        limit is RangeAttribute range
        && (number < Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) || number > Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture))
            ? ValidationCodes.OutOfRange : null;
}
