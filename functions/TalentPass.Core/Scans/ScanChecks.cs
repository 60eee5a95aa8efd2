namespace TalentPass.Core.Scans;

/// <summary>
/// Checks the form of a scan request. The code itself is not checked here: any text is allowed, because the answer says that it
/// is no valid code.
/// </summary>
internal static class ScanChecks
{
    private const int MaxPlace = 64;
    private const int MaxNonce = 128;
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(7);
    private static readonly TimeSpan _ahead = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The first fault, or null. <c>scannedAt</c> may be at most 7 days in the past and one minute in the future.
    /// </summary>
    public static Refusal? Find(ScanInput input, DateTimeOffset now) =>
        Text(input.Place, "/place", MaxPlace)
        ?? Text(input.Nonce, "/nonce", MaxNonce)
        ?? (input.Device is { } device ? Text(device, "/device", MaxPlace) : null)
        ?? (input.ScannedAt is not { } at ? null
            : at > now + _ahead ? Refusal.Invalid("/scannedAt", "in_future")
            : at < now - _oldest ? Refusal.Invalid("/scannedAt", "too_old")
            : null);

    private static Refusal? Text(string text, string pointer, int most) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Invalid(pointer, "required")
        : text.Length > most ? Refusal.Invalid(pointer, "too_long")
        : null;
}
