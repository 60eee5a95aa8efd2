using TalentPass.Core.Calendar;

namespace TalentPass.Core.Requests.Record;

/// <summary>The kind of a result document. The numbers stand in signed codes and in document numbers; they must not change.</summary>
public enum ResultKind
{
    /// <summary>准予决定书: the request was approved.</summary>
    Approval = 1,

    /// <summary>不予决定书: the request was refused (许可法 38).</summary>
    Refusal = 2,

    /// <summary>不予受理通知书: the request was not accepted (许可法 32).</summary>
    NonAcceptance = 3,

    /// <summary>撤销受理决定书: a tolerant acceptance was revoked (浙规 11(2)).</summary>
    AcceptanceRevoked = 4,
}

/// <summary>What a result document (结果文书) counts for on a day.</summary>
public enum ResultStatus
{
    /// <summary>It counts.</summary>
    Valid,

    /// <summary>Its last day has passed.</summary>
    Expired,

    /// <summary>The department has revoked it (撤销).</summary>
    Revoked,
}

/// <summary>
/// A result document that a decision on this request made, so that the case shows it without another read. The document itself
/// has a row of its own.
/// </summary>
/// <param name="Number">The number of the electronic certificate (GB/T 36904).</param>
/// <param name="Kind">The kind.</param>
/// <param name="IssuedOn">The legal day of the decision.</param>
/// <param name="ValidTo">The last day on which it counts; null when it has no end.</param>
/// <param name="RevokedOn">The legal day on which it was revoked; null when it was not.</param>
public sealed record IssuedDocument(string Number, ResultKind Kind, DateOnly IssuedOn, DateOnly? ValidTo = null, DateOnly? RevokedOn = null)
{
    /// <summary>What the document counts for on a day.</summary>
    public ResultStatus On(DateOnly day) => RevokedOn is not null ? ResultStatus.Revoked : ValidTo < day ? ResultStatus.Expired : ResultStatus.Valid;

    /// <summary>What the document counts for now.</summary>
    public ResultStatus Now(TimeProvider time) => On(LegalDay.Today(time));

    /// <summary>Returns no number, which belongs to a person.</summary>
    public override string ToString() => $"document, {Kind}";
}
