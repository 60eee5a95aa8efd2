using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>
/// Checks the form of a scan request. The code itself is not checked here: any text is allowed, because the answer says that it
/// is no valid code.
/// </summary>
internal static class ScanChecks
{
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(7);
    private static readonly TimeSpan _ahead = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The first fault, or null. <c>scannedAt</c> may be at most 7 days in the past and one minute in the future.
    /// </summary>
    public static Refusal? Find(ScanInput input, DateTimeOffset now) =>
        Find(input.Place, input.Nonce, input.Device)
        ?? (input.ScannedAt is not { } at ? null
            : at > now + _ahead ? Refusal.Invalid("/scannedAt", ValidationCodes.InFuture)
            : at < now - _oldest ? Refusal.Invalid("/scannedAt", ValidationCodes.TooOld)
            : null);

    /// <summary>The first fault of what a scan and a look-up have in common, or null.</summary>
    public static Refusal? Find(string place, string nonce, string? device) =>
        TextRules.Check(place, "/place", TextLimits.Place)
        ?? TextRules.Check(nonce, "/nonce", TextLimits.Nonce)
        ?? (device is null ? null : TextRules.Check(device, "/device", TextLimits.Place));
}
