using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>One condition of being entitled to an item (享受条件).</summary>
/// <param name="Text">The condition for people.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StatusCondition), "status")]
[JsonDerivedType(typeof(NatureCondition), "nature")]
[JsonDerivedType(typeof(AgeCondition), "age")]
[JsonDerivedType(typeof(ChildCondition), "child")]
[JsonDerivedType(typeof(DeclaredCondition), "declared")]
public abstract record EntitlementCondition(Bilingual Text);

/// <summary>A talent status, valid today, of one of these tiers.</summary>
/// <param name="Text">The condition for people.</param>
/// <param name="AnyOf">The tiers that do.</param>
public sealed record StatusCondition(Bilingual Text, IReadOnlyList<SchemeTiers> AnyOf) : EntitlementCondition(Text);

/// <summary>Tiers of a scheme.</summary>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="Tiers">Tier ids.</param>
/// <param name="Version">Only statuses of this version; of any when null.</param>
public sealed record SchemeTiers(string Scheme, IReadOnlyList<string> Tiers, string? Version = null);

/// <summary>A nature.</summary>
/// <param name="Text">The condition for people.</param>
/// <param name="Natures">Nature ids.</param>
public sealed record NatureCondition(Bilingual Text, IReadOnlyList<string> Natures) : EntitlementCondition(Text);

/// <summary>The talent's own age today.</summary>
/// <param name="Text">The condition for people.</param>
/// <param name="AtMost">Full years, inclusive.</param>
public sealed record AgeCondition(Bilingual Text, int AtMost) : EntitlementCondition(Text);

/// <summary>A child of the talent within an age range today.</summary>
/// <param name="Text">The condition for people.</param>
/// <param name="AtLeast">Full years, inclusive.</param>
/// <param name="AtMost">Full years, inclusive.</param>
public sealed record ChildCondition(Bilingual Text, int AtLeast, int AtMost) : EntitlementCondition(Text);

/// <summary>Something only the department can establish (由部门核实).</summary>
/// <param name="Text">The condition for people.</param>
public sealed record DeclaredCondition(Bilingual Text) : EntitlementCondition(Text);
