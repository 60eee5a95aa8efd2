using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>A condition for the entitlement to an item (享受条件).</summary>
/// <param name="Text">The condition in words.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StatusCondition), "status")]
[JsonDerivedType(typeof(NatureCondition), "nature")]
[JsonDerivedType(typeof(AgeCondition), "age")]
[JsonDerivedType(typeof(ChildCondition), "child")]
[JsonDerivedType(typeof(DeclaredCondition), "declared")]
public abstract record EntitlementCondition(Bilingual Text)
{
    /// <summary>The kind of the condition, as the catalogue names it.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>What the condition rests on; null when the office has not filled it in.</summary>
    public FactTag? Tag { get; init; }

    /// <summary>The law with its article, or where a setting comes from.</summary>
    public Bilingual? Source { get; init; }
}

/// <summary>The person has a talent status that is valid today and has one of these tiers.</summary>
/// <param name="Text">The condition in words.</param>
/// <param name="AnyOf">The tiers; one of them is enough.</param>
public sealed record StatusCondition(Bilingual Text, IReadOnlyList<SchemeTiers> AnyOf) : EntitlementCondition(Text)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => "status";
}

/// <summary>Tiers of one scheme.</summary>
/// <param name="Scheme">The id of the scheme.</param>
/// <param name="Tiers">The ids of the tiers.</param>
/// <param name="Version">When set, only statuses of this version count; null for any version.</param>
public sealed record SchemeTiers(string Scheme, IReadOnlyList<string> Tiers, string? Version = null);

/// <summary>The person has one of these natures.</summary>
/// <param name="Text">The condition in words.</param>
/// <param name="Natures">The ids of the natures.</param>
public sealed record NatureCondition(Bilingual Text, IReadOnlyList<string> Natures) : EntitlementCondition(Text)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => "nature";
}

/// <summary>The person is not older than this today.</summary>
/// <param name="Text">The condition in words.</param>
/// <param name="AtMost">The highest age in full years, inclusive.</param>
public sealed record AgeCondition(Bilingual Text, int AtMost) : EntitlementCondition(Text)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => "age";
}

/// <summary>The person has a child whose age today is in this range.</summary>
/// <param name="Text">The condition in words.</param>
/// <param name="AtLeast">The lowest age in full years, inclusive.</param>
/// <param name="AtMost">The highest age in full years, inclusive.</param>
public sealed record ChildCondition(Bilingual Text, int AtLeast, int AtMost) : EntitlementCondition(Text)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => "child";
}

/// <summary>A condition that only the department can check (由部门核实).</summary>
/// <param name="Text">The condition in words.</param>
public sealed record DeclaredCondition(Bilingual Text) : EntitlementCondition(Text)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => "declared";
}
