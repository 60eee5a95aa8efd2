using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>What a scan request must look like; the code itself may be anything.</summary>
internal static class ScanChecks
{
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(7);
    private static readonly TimeSpan _ahead = TimeSpan.FromMinutes(1);

    /// <summary>The first mistake, or null.</summary>
    public static Refusal? Find(ScanInput input, DateTimeOffset now) =>
        TextRules.Check(input.Place, "/place", TextLimits.Place)
        ?? TextRules.Check(input.Nonce, "/nonce", TextLimits.Nonce)
        ?? (input.Device is { } device ? TextRules.Check(device, "/device", TextLimits.Place) : null)
        ?? (input.ScannedAt is not { } at ? null
            : at > now + _ahead ? Refusal.Invalid("/scannedAt", ValidationCodes.InFuture)
            : at < now - _oldest ? Refusal.Invalid("/scannedAt", ValidationCodes.TooOld)
            : null);
}
