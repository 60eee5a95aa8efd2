using System.Text.Json.Serialization;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>How the catalogue stands in JSON: in seeds, in <c>PUT /catalogue</c> and in storage alike.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ServiceCatalogue))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
