using System.Text.Json.Serialization;
using TalentPass.Core.Talents.Eligibility;

namespace TalentPass.Core.Scans;

/// <summary>What a hall scanned.</summary>
/// <param name="Code">What the scanner read; any text at all.</param>
/// <param name="Place">The hall or gate, 1–64 characters.</param>
/// <param name="Nonce">Chosen by the scanner for this presentation, 1–128 characters: a repeated call reads the same answer.</param>
/// <param name="Device">The scanner, at most 64 characters.</param>
/// <param name="ScannedAt">When, for a scan made without a network and uploaded later.</param>
public sealed record ScanInput(string Code, string Place, string Nonce, string? Device = null, DateTimeOffset? ScannedAt = null);

/// <summary>The answer to a scan without its words: what is stored (sealed) and rendered again for a repeated call.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="City">The issuing city (GB/T 2260); 0 when nobody can tell.</param>
public sealed record ScanFacts(ScanOutcome Outcome, int City)
{
    /// <summary>Why, as the verifier has it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>With <see cref="ScanOutcome.AlreadyUsed"/>: when the code was first used.</summary>
    public DateTimeOffset? FirstUsedAt { get; init; }

    /// <summary>Whose pass; only with <see cref="ScanOutcome.Valid"/>.</summary>
    public ScannedHolder? Holder { get; init; }

    /// <summary>What the holder is entitled to; only with <see cref="ScanOutcome.Valid"/>.</summary>
    public IReadOnlyList<ScannedEntitlement>? Entitlements { get; init; }

    /// <summary>The holder's open requests; only with <see cref="ScanOutcome.Valid"/>.</summary>
    public IReadOnlyList<ScannedRequest>? OpenRequests { get; init; }
}

/// <summary>The holder as a hall may see it.</summary>
/// <param name="DisplayName">The masked name.</param>
/// <param name="Nature">The nature's id; null for a partner city's talent.</param>
/// <param name="Scheme">The scheme of the tier.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="Tier">The tier's id.</param>
/// <param name="ValidTo">The last day of the status; null without end.</param>
public sealed record ScannedHolder(
    string DisplayName, string? Nature, string? Scheme, string? SchemeVersion, string Tier, DateOnly? ValidTo);

/// <summary>A service and whether the holder is entitled to it.</summary>
public sealed record ScannedEntitlement(string Service, EntitlementVerdict Status);

/// <summary>An open request of the holder.</summary>
public sealed record ScannedRequest(string Number, string Service, string State);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ScanFacts))]
[JsonSerializable(typeof(ScanRecord))]
internal sealed partial class ScanJson : JsonSerializerContext;
