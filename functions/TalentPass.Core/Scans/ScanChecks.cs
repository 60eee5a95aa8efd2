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
        TextRules.Check(input.Place, "/place", TextLimits.Place)
        ?? TextRules.Check(input.Nonce, "/nonce", TextLimits.Nonce)
        ?? (input.Device is { } device ? TextRules.Check(device, "/device", TextLimits.Place) : null)
        ?? (input.ScannedAt is not { } at ? null
            : at > now + _ahead ? Refusal.Invalid("/scannedAt", ValidationCodes.InFuture)
            : at < now - _oldest ? Refusal.Invalid("/scannedAt", ValidationCodes.TooOld)
            : null);
}
