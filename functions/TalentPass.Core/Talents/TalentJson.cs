using System.Text.Json.Serialization;

namespace TalentPass.Core.Talents;

/// <summary>How talent records are written to storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<TalentStatus>))]
internal sealed partial class TalentJson : JsonSerializerContext;
