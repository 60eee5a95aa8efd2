using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Documents.Record;

/// <summary>The texts of documents that the product itself writes.</summary>
public static class DocumentWords
{
    /// <summary>The title of a kind of document.</summary>
    public static Bilingual Title(ResultKind kind) => kind switch
    {
        ResultKind.Approval => new("准予决定书", "Decision of Approval"),
        ResultKind.Refusal => new("不予决定书", "Decision of Refusal"),
        ResultKind.NonAcceptance => new("不予受理通知书", "Notice of Non-acceptance"),
        ResultKind.AcceptanceRevoked => new("撤销受理决定书", "Decision Revoking the Acceptance"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What was decided, for a service that declares no results.</summary>
    public static Bilingual Decided(ResultKind kind) => kind switch
    {
        ResultKind.Approval => new("准予", "Approved"),
        ResultKind.Refusal => new("不予", "Refused"),
        ResultKind.NonAcceptance => new("不予受理", "Not accepted"),
        ResultKind.AcceptanceRevoked => new("撤销受理", "The acceptance is revoked"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What a document counts for.</summary>
    public static Bilingual Status(ResultStatus status) => status switch
    {
        ResultStatus.Valid => new("有效", "Valid"),
        ResultStatus.Expired => new("已过期", "Expired"),
        ResultStatus.Revoked => new("已撤销", "Revoked"),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
