namespace TalentPass.Core.Scans;

/// <summary>A scanner at a hall's counter or gate (核验设备).</summary>
/// <param name="DeviceId">Twelve base32 characters.</param>
/// <param name="Name">What people call it, 1–64 characters.</param>
/// <param name="Place">Where it stands, 1–64 characters.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="RegisteredBy">The supervisor's account.</param>
/// <param name="ExpiresAt">Its token is refused from then on.</param>
public sealed record ScanDevice(
    string DeviceId, string Name, string Place, DateTimeOffset RegisteredAt, string RegisteredBy, DateTimeOffset ExpiresAt);

/// <summary>A scanner as supervision sees it.</summary>
/// <param name="DeviceId">Its id; the account of its scans is <c>device-</c> and this.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="RegisteredBy">The supervisor's account.</param>
/// <param name="ExpiresAt">Its token is refused from then on.</param>
/// <param name="Token">Goes into <c>Authorization: Bearer</c> of the device; only in the answer to its registration.</param>
public sealed record DeviceView(
    string DeviceId,
    string Name,
    string Place,
    DateTimeOffset RegisteredAt,
    string RegisteredBy,
    DateTimeOffset ExpiresAt,
    string? Token = null);
