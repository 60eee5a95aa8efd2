using System.Text.Json.Serialization;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>The JSON format of the catalogue. Seeds, <c>PUT /catalogue</c> and storage use the same format.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ServiceCatalogue))]
[JsonSerializable(typeof(NoticeWordings))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
