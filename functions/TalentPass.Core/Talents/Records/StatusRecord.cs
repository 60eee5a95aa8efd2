namespace TalentPass.Core.Talents.Records;

/// <summary>The full record of a status: who gave it and who took it back. Beside the status itself, for the office.</summary>
public sealed record StatusRecord
{
    /// <summary>The status.</summary>
    public required TalentStatus Status { get; init; }

    /// <summary>The account that recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The account that revoked it; null while it stands.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>Why it was revoked, 1–500 characters; may name people, so it is sealed.</summary>
    public string? RevokedReason { get; init; }
}
