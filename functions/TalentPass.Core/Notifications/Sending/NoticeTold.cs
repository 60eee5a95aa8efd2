using TalentPass.Core.Notifications.Ledger;

namespace TalentPass.Core.Notifications.Sending;

/// <summary>
/// Called when somebody without the app here was first told: dates that count from being told are counted then. May be called again for
/// the same notice.
/// </summary>
/// <param name="notice">The notice.</param>
/// <param name="at">When the person was told.</param>
/// <param name="cancel">Stops it.</param>
public delegate Task NoticeTold(Notification notice, DateTimeOffset at, CancellationToken cancel);
