namespace TalentPass.Core.Talents.Records;

/// <summary>The full record of a status for the office: the status, who recorded it, and who revoked it.</summary>
public sealed record StatusRecord
{
    /// <summary>The status.</summary>
    public required TalentStatus Status { get; init; }

    /// <summary>The account that recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The account that revoked it; null when it is not revoked.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>Why it was revoked, 1–500 code points. The reason may name people, so it is stored sealed.</summary>
    public string? RevokedReason { get; init; }
}
