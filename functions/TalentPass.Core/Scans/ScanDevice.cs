namespace TalentPass.Core.Scans;

/// <summary>A scanner at a hall's counter or gate (核验设备).</summary>
/// <param name="DeviceId">Twelve base32 characters.</param>
/// <param name="Name">The name for people, 1–64 characters.</param>
/// <param name="Place">The hall or gate, 1–64 characters.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="RegisteredBy">The account of the supervisor.</param>
/// <param name="ExpiresAt">When its token expires.</param>
public sealed record ScanDevice(
    string DeviceId, string Name, string Place, DateTimeOffset RegisteredAt, string RegisteredBy, DateTimeOffset ExpiresAt);

/// <summary>A scanner for supervision.</summary>
/// <param name="DeviceId">The id. The account of its scans is <c>device-</c> and this id.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Place">The hall or gate.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="RegisteredBy">The account of the supervisor.</param>
/// <param name="ExpiresAt">When its token expires.</param>
/// <param name="Token">
/// The token that the device sends as <c>Authorization: Bearer</c>. Only in the answer to the registration.
/// </param>
public sealed record DeviceView(
    string DeviceId,
    string Name,
    string Place,
    DateTimeOffset RegisteredAt,
    string RegisteredBy,
    DateTimeOffset ExpiresAt,
    string? Token = null);
