using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>A pass as its holder sees it.</summary>
/// <param name="PassId">Twelve base32 characters.</param>
/// <param name="Status"><c>active</c>, <c>frozen</c>, <c>revoked</c>, <c>expired</c>, <c>not_yet_valid</c>.</param>
/// <param name="Tier">The tier's id.</param>
/// <param name="TierTitle">What people read.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">What people read.</param>
/// <param name="ValidFrom">The first day of the talent status it rests on.</param>
/// <param name="ValidTo">The last day; absent without end.</param>
/// <param name="IssuedAt">When the pass was issued.</param>
/// <param name="Device">The one device that may make codes offline now; absent when none is bound.</param>
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

/// <summary>A device bound to a pass: it can tell whether it is the one.</summary>
/// <param name="Key">The first 16 hex digits of the SHA-256 of its compressed public key.</param>
/// <param name="ExpiresAt">When its last credential ends.</param>
public sealed record PassDeviceView(string Key, DateTimeOffset ExpiresAt);

/// <summary>A code to show.</summary>
/// <param name="Code">The QR's text.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">Dead after this, within 60 seconds.</param>
/// <param name="RefreshAfterSeconds">When to ask for the next one.</param>
public sealed record CodeView(string Code, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, int RefreshAfterSeconds);

/// <summary>Renders passes for people.</summary>
public static class PassRenderer
{
    /// <summary>The pass now.</summary>
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
        (PassState.Revoked, _) or (_, Standing.Revoked) => "revoked",
        (_, Standing.Expired) => "expired",
        (PassState.Frozen, _) => "frozen",
        (_, Standing.InForce) => "active",
        _ => "not_yet_valid",
    };
}
