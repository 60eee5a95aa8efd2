using TalentPass.Core.Documents.Record;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Documents.Issuing;

/// <summary>A result document (结果文书) for its holder and for the department that issued it.</summary>
/// <param name="Number">The number of the electronic certificate (GB/T 36904).</param>
/// <param name="CheckCode">The check code (查验码); with the number it tells anybody what the document counts for.</param>
/// <param name="Code">The signed code of the QR symbol (<c>TP1:…</c>).</param>
/// <param name="Kind"><c>approval</c>, <c>refusal</c>, <c>non_acceptance</c> or <c>acceptance_revoked</c>.</param>
/// <param name="Title">The title.</param>
/// <param name="Status"><c>valid</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="IssuedOn">The legal day of the decision.</param>
/// <param name="ValidTo">The last day on which it counts; left out when it has no end.</param>
/// <param name="Request">The number of the request.</param>
/// <param name="Service">The service's id.</param>
/// <param name="ServiceTitle">The service's title at the time of the decision.</param>
/// <param name="Department">The department that decided.</param>
/// <param name="DepartmentName">Its official name at that time.</param>
/// <param name="Holder">The person's whole name.</param>
/// <param name="Result">What was decided.</param>
/// <param name="Words">The result in the officer's words.</param>
/// <param name="Fields">The fields of the decision.</param>
/// <param name="Reason">The reasons of a decision against the applicant.</param>
/// <param name="RightAuthority">The authority that is responsible instead.</param>
/// <param name="Bases">The legal bases.</param>
/// <param name="Remedy">What the applicant can do against the decision.</param>
/// <param name="Revocation">The revocation. A proposed one is shown to staff only.</param>
public sealed record ResultDocumentView(
    string Number,
    string CheckCode,
    string Code,
    string Kind,
    string Title,
    string Status,
    DateOnly IssuedOn,
    DateOnly? ValidTo,
    string Request,
    string Service,
    string ServiceTitle,
    string Department,
    string DepartmentName,
    string Holder,
    string Result,
    string? Words,
    IReadOnlyList<ResultFieldView> Fields,
    string? Reason,
    string? RightAuthority,
    IReadOnlyList<string> Bases,
    string? Remedy,
    DocumentRevocationView? Revocation)
{
    /// <summary>Makes the view of a document.</summary>
    internal static ResultDocumentView Of(ResultDocument document, string checkCode, string code, DateOnly today, bool staff, bool english) => new(
        document.Number,
        checkCode,
        code,
        document.Kind.Name(),
        DocumentWords.Title(document.Kind).In(english),
        document.On(today).Name(),
        document.IssuedOn,
        document.ValidTo,
        document.Request,
        document.Service,
        document.ServiceTitle.In(english),
        document.Department,
        document.DepartmentName.In(english),
        document.Holder,
        (document.Result ?? DocumentWords.Decided(document.Kind)).In(english),
        document.Words,
        [.. document.Fields.Select(each => new ResultFieldView(each.Title.In(english), each.Value.In(english)))],
        document.Reason,
        document.RightAuthority,
        [.. document.Bases.Select(each => each.In(english))],
        document.Remedy?.In(english),
        document.Revocation is { } revocation && (staff || revocation.RevokedAt is not null) ? DocumentRevocationView.Of(revocation, staff) : null);
}

/// <summary>A field of a decision.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Value">Its value.</param>
public sealed record ResultFieldView(string Title, string Value);

/// <summary>A revocation of a document.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RevokedAt">From when on the document does not count; left out while the revocation is only proposed.</param>
/// <param name="ProposedAt">When it was proposed; for staff.</param>
/// <param name="ProposedBy">The account that proposed it; for staff.</param>
/// <param name="ConfirmedBy">The account that confirmed it; for staff.</param>
public sealed record DocumentRevocationView(string Reason, DateTimeOffset? RevokedAt, DateTimeOffset? ProposedAt, string? ProposedBy, string? ConfirmedBy)
{
    internal static DocumentRevocationView Of(Revocation revocation, bool staff) => new(
        revocation.Reason,
        revocation.RevokedAt,
        staff ? revocation.ProposedAt : null,
        staff ? revocation.ProposedBy : null,
        staff ? revocation.ConfirmedBy : null);
}

/// <summary>The body of a revocation.</summary>
/// <param name="Reason">Why, for the applicant; 1–500 characters.</param>
public sealed record RevokeDocumentBody(string Reason);

/// <summary>What anybody may know of a document who has it in hand. Everything but the status is left out when it is unknown.</summary>
/// <param name="Status">
/// <c>valid</c>, <c>expired</c>, <c>revoked</c>, or <c>unknown</c>: there is no such document, or the check code or the signature is
/// wrong. The answer does not tell which.
/// </param>
/// <param name="Number">The number.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Title">The title.</param>
/// <param name="Service">The service's title.</param>
/// <param name="Department">The official name of the department.</param>
/// <param name="IssuedOn">The legal day of the decision.</param>
/// <param name="ValidTo">The last day on which it counts.</param>
/// <param name="Holder">The masked name of the person.</param>
public sealed record VerifiedDocument(
    string Status,
    string? Number = null,
    string? Kind = null,
    string? Title = null,
    string? Service = null,
    string? Department = null,
    DateOnly? IssuedOn = null,
    DateOnly? ValidTo = null,
    string? Holder = null)
{
    /// <summary>The answer about a document that is none.</summary>
    public static VerifiedDocument Unknown { get; } = new("unknown");

    internal static VerifiedDocument Of(ResultDocument document, DateOnly today, bool english) => new(
        document.On(today).Name(),
        document.Number,
        document.Kind.Name(),
        DocumentWords.Title(document.Kind).In(english),
        document.ServiceTitle.In(english),
        document.DepartmentName.In(english),
        document.IssuedOn,
        document.ValidTo,
        document.MaskedHolder);
}

/// <summary>The body of a verification.</summary>
/// <param name="Text">The text of the QR symbol, <c>TP1:…</c>.</param>
public sealed record VerifyDocumentBody(string Text);
