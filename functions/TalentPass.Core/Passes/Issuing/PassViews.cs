using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>A pass for its holder.</summary>
/// <param name="PassId">The id of the pass, twelve base32 characters.</param>
/// <param name="Status"><c>active</c>, <c>frozen</c>, <c>revoked</c>, <c>expired</c>, <c>not_yet_valid</c>.</param>
/// <param name="Tier">The id of the tier.</param>
/// <param name="TierTitle">The name of the tier.</param>
/// <param name="Nature">The id of the nature.</param>
/// <param name="NatureTitle">The name of the nature.</param>
/// <param name="ValidFrom">The first day of the talent status on which the pass depends.</param>
/// <param name="ValidTo">The last day of this status; absent when it has no end.</param>
/// <param name="IssuedAt">When the pass was issued.</param>
/// <param name="Device">
/// The device that may make codes offline now; absent when none is bound or its credentials have expired.
/// </param>
public sealed record PassView(
    string PassId,
    string Status,
    string Tier,
    string TierTitle,
    string Nature,
    string NatureTitle,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    DateTimeOffset IssuedAt,
    PassDeviceView? Device = null);

/// <summary>The device that is bound to a pass. A device can compare the key with its own.</summary>
/// <param name="Key">The first 16 hex digits of the SHA-256 of its compressed public key.</param>
/// <param name="ExpiresAt">When its last credential expires.</param>
public sealed record PassDeviceView(string Key, DateTimeOffset ExpiresAt);

/// <summary>A code to show.</summary>
/// <param name="Code">The text for the QR code.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">When it expires, at most 60 seconds later.</param>
/// <param name="RefreshAfterSeconds">After how many seconds the phone should ask for the next code.</param>
public sealed record CodeView(string Code, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, int RefreshAfterSeconds);

/// <summary>Renders passes for people.</summary>
public static class PassRenderer
{
    /// <summary>Renders the pass as it is now.</summary>
    public static PassView View(Pass pass, ServiceCatalogue catalogue, DateTimeOffset now, bool english)
    {
        var recognition = pass.At(now);
        var status = recognition.Best ?? throw new InvalidOperationException("A pass rests on a status.");
        return new PassView(
            pass.Ref.Id,
            StatusOf(pass, recognition.Standing),
            status.Tier,
            catalogue.Tier(status.Scheme, status.SchemeVersion, status.Tier)?.Title.In(english) ?? status.Tier,
            pass.Nature,
            catalogue.Nature(pass.Nature)?.Title.In(english) ?? pass.Nature,
            status.ValidFrom,
            status.ValidTo,
            pass.IssuedAt,
            pass.ActiveDevice is { } device && device.Until >= now ? new PassDeviceView(device.KeyHash, device.Until) : null);
    }

    private static string StatusOf(Pass pass, Standing standing) => (pass.State, standing) switch
    {
        (PassState.Revoked or PassState.Replaceable, _) or (_, Standing.Revoked) => "revoked",
        (_, Standing.Expired) => "expired",
        (PassState.Frozen, _) => "frozen",
        (_, Standing.InForce) => "active",
        _ => "not_yet_valid",
    };
}
