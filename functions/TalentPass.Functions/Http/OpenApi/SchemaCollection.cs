using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>
/// The JSON schemas (2020-12) of bodies and answers, made from the same metadata that reads and writes them. Each object
/// type becomes a component with its own name.
/// </summary>
internal sealed class SchemaCollection(WireJson json, XmlDescriptions descriptions)
{
    private readonly Dictionary<string, (Type Type, JsonNode? Schema)> _components = new(StringComparer.Ordinal);

    /// <summary>The components so far, by name.</summary>
    public JsonObject Components => new(_components.OrderBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => KeyValuePair.Create(each.Key, each.Value.Schema?.DeepClone())));

    /// <summary>Returns a reference to the schema of a body. The schema is closed: other members are not allowed.</summary>
    public JsonNode Body(Type type) => Export(type, isBody: true);

    /// <summary>Returns a reference to the schema of an answer. The schema is open, because members may be added later.</summary>
    public JsonNode Answer(Type type) => Export(type, isBody: false);

    private JsonNode Export(Type type, bool isBody)
    {
        var info = json.Of(type);
        return info.Kind == JsonTypeInfoKind.Object ? Reference(info, isBody) : Schema(info, isBody);
    }

    private JsonObject Reference(JsonTypeInfo info, bool isBody)
    {
        var name = NameOf(info.Type);
        if (!_components.TryGetValue(name, out var known))
        {
            // The name is entered before the schema is made, because the type may contain itself.
            _components[name] = (info.Type, null);
            _components[name] = (info.Type, Schema(info, isBody));
        }
        else if (known.Type != info.Type)
        {
            throw new InvalidOperationException($"{known.Type} and {info.Type} have the same name in the OpenAPI document.");
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonNode Schema(JsonTypeInfo info, bool isBody)
    {
        var schema = info.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => Transform(context, schema, isBody),
        });
        SchemaPointers.Inline(schema);
        return schema;
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema, bool isBody)
    {
        var info = json.Of(Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type);
        return info.Kind != JsonTypeInfoKind.Object ? schema
            : context.Path.IsEmpty ? Root(info, schema.AsObject(), isBody)
            : Reference(info, isBody);
    }

    private JsonObject Root(JsonTypeInfo info, JsonObject schema, bool isBody)
    {
        if (!isBody)
        {
            schema.Remove("additionalProperties");
            schema["required"] = new JsonArray([.. info.Properties.Where(each => each.Get is not null && (!each.IsGetNullable || IsWrittenAsNull(each)))
                .Select(each => (JsonNode)each.Name)]);
        }

        if (schema["required"] is JsonArray { Count: 0 })
        {
            schema.Remove("required");
        }

        if (schema["properties"] is JsonObject properties)
        {
            // The exporter does not call back for a type with its own converter, so properties are completed here.
            foreach (var property in info.Properties.Where(each => properties.ContainsKey(each.Name)))
            {
                properties[property.Name] = Property(property, properties[property.Name]!.DeepClone(), isBody);
            }
        }

        if (descriptions.OfType(info.Type) is { } description)
        {
            schema["description"] = description;
        }

        return schema;
    }

    private JsonObject Property(JsonPropertyInfo property, JsonNode schema, bool isBody)
    {
        var node = schema as JsonObject ?? [];
        node.Remove("default");
        if (property.CustomConverter is AnyTextConverter)
        {
            node["type"] = "string";
        }
        else if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(DateTimeOffset))
        {
            (node["type"], node["format"]) = ("string", "date-time");
        }

        SchemaLimits.Apply(property, node);
        var nullable = isBody ? property.IsSetNullable : IsWrittenAsNull(property);
        if (nullable && node.ContainsKey("$ref"))
        {
            node = new JsonObject { ["anyOf"] = new JsonArray(node, new JsonObject { ["type"] = "null" }) };
        }

        SetNullable(node, nullable);
        if (descriptions.OfProperty(property) is { } description)
        {
            node["description"] = description;
        }

        return node;
    }

    // Answers leave out members that are null, except where null is part of the contract (JsonIgnoreCondition.Never).
    private static bool IsWrittenAsNull(JsonPropertyInfo property) =>
        property.IsGetNullable && (property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) ?? [])
            .OfType<JsonIgnoreAttribute>().Any(each => each.Condition == JsonIgnoreCondition.Never);

    private static void SetNullable(JsonObject node, bool nullable)
    {
        if (node["type"] is not { } type)
        {
            return;
        }

        var names = type is JsonArray several ? several.Select(each => (string)each!).Where(each => each != "null").ToList() : [(string)type!];
        node["type"] = nullable ? new JsonArray([.. names.Append("null").Select(each => (JsonNode)each)])
            : names is [var only] ? only
            : new JsonArray([.. names.Select(each => (JsonNode)each)]);
        if (node["enum"] is JsonArray values && values.Any(each => each is null) != nullable)
        {
            node["enum"] = new JsonArray([.. values.Where(each => each is not null).Select(each => each!.DeepClone()), .. nullable ? new JsonNode?[] { null } : []]);
        }
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}"
        : type.Name;
}
