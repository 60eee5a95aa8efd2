using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>Writes the limits that <see cref="JsonLimits"/> checks into schemas.</summary>
internal static class SchemaLimits
{
    /// <summary>Adds a property's limits to its schema.</summary>
    public static void Apply(JsonPropertyInfo property, JsonObject schema)
    {
        var isList = property.PropertyType != typeof(string);
        foreach (var limit in JsonLimits.Of(property))
        {
            switch (limit)
            {
                case StringLengthAttribute each:
                    schema["minLength"] = each.MinimumLength;
                    schema["maxLength"] = each.MaximumLength;
                    break;
                case MinLengthAttribute each:
                    schema[isList ? "minItems" : "minLength"] = each.Length;
                    break;
                case MaxLengthAttribute each:
                    schema[isList ? "maxItems" : "maxLength"] = each.Length;
                    break;
                case RangeAttribute each:
                    schema["minimum"] = Convert.ToDouble(each.Minimum, CultureInfo.InvariantCulture);
                    schema["maximum"] = Convert.ToDouble(each.Maximum, CultureInfo.InvariantCulture);
                    break;
                case RegularExpressionAttribute each:
                    schema["pattern"] = each.Pattern;
                    break;
            }
        }
    }
}
