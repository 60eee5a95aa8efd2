using System.Text.Json.Serialization;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Eligibility;

namespace TalentPass.Core.Scans;

/// <summary>What a hall sends for a scan.</summary>
/// <param name="Code">The text that the scanner read; any text is allowed.</param>
/// <param name="Place">The hall or gate, 1–64 characters.</param>
/// <param name="Nonce">
/// Chosen by the scanner for each showing, 1–128 characters. A repeated call with the same nonce gets the same answer.
/// </param>
/// <param name="Device">The name of the scanner, at most 64 characters.</param>
/// <param name="ScannedAt">When the scan was made; only for a scan without a network that is uploaded later.</param>
public sealed record ScanInput(string Code, string Place, string Nonce, string? Device = null, DateTimeOffset? ScannedAt = null);

/// <summary>The answer to a scan, without texts. It is stored sealed, and rendered again when the call is repeated.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="City">The city that issued the code (GB/T 2260); 0 when it is not known.</param>
public sealed record ScanFacts(ScanOutcome Outcome, int City)
{
    /// <summary>The reason, as the code of the verifier.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The number of the pass; null for a scan from before 2026-11-26 and for a partner city's pass.</summary>
    public ushort? Pass { get; init; }

    /// <summary>Whether the code is the one on a printed card.</summary>
    public bool Card { get; init; }

    /// <summary>Whether no code was shown: the talent was looked up by the identity document.</summary>
    public bool Document { get; init; }

    /// <summary>With <see cref="ScanOutcome.AlreadyUsed"/>: when the code was first used.</summary>
    public DateTimeOffset? FirstUsedAt { get; init; }

    /// <summary>The holder of the pass; only with <see cref="ScanOutcome.Valid"/>.</summary>
    public ScannedHolder? Holder { get; init; }

    /// <summary>The services and whether the holder is entitled to them; only with <see cref="ScanOutcome.Valid"/>.</summary>
    public IReadOnlyList<ScannedEntitlement>? Entitlements { get; init; }

    /// <summary>The reasons of the conditions, each once: most services give the same ones.</summary>
    public IReadOnlyList<Bilingual>? Reasons { get; init; }

    /// <summary>The holder's open requests, at most 20; only with <see cref="ScanOutcome.Valid"/>.</summary>
    public IReadOnlyList<ScannedRequest>? OpenRequests { get; init; }
}

/// <summary>What a hall may see of the holder.</summary>
/// <param name="DisplayName">The masked name; <c>*</c> for a partner city's talent.</param>
/// <param name="Nature">The id of the nature; null for a partner city's talent.</param>
/// <param name="Scheme">The id of the scheme to which the tier belongs.</param>
/// <param name="SchemeVersion">The version of the scheme.</param>
/// <param name="Tier">The id of the tier.</param>
/// <param name="ValidTo">The last day of the talent status; null when it has no end or is not known.</param>
public sealed record ScannedHolder(
    string DisplayName, string? Nature, string? Scheme, string? SchemeVersion, string Tier, DateOnly? ValidTo);

/// <summary>A service and whether the holder is entitled to it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Status">The result of all conditions together.</param>
/// <param name="Conditions">
/// The result of each condition, in the order of the catalogue; null for a partner city's talent and for a scan from before 2026-11-27.
/// </param>
public sealed record ScannedEntitlement(string Service, EntitlementVerdict Status, IReadOnlyList<ScannedCondition>? Conditions = null);

/// <summary>The result of a condition.</summary>
/// <param name="Result">The result.</param>
/// <param name="Why">The position of the reason in <see cref="ScanFacts.Reasons"/>.</param>
public sealed record ScannedCondition(ConditionResult Result, int Why);

/// <summary>An open request of the holder.</summary>
public sealed record ScannedRequest(string Number, string Service, string State);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ScanFacts))]
[JsonSerializable(typeof(ScanRecord))]
internal sealed partial class ScanJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static ScanJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
