using System.Text.Json;

namespace TalentPass.Core.Requests.Record;

/// <summary>Where a request (办件) stands. A pause is a flag beside it; the ending is stored apart.</summary>
public enum RequestState
{
    /// <summary>已提交: received, not yet accepted.</summary>
    Submitted,

    /// <summary>待补正: the applicant has to supply something.</summary>
    SupplementWanted,

    /// <summary>已受理: accepted; the decision clock runs.</summary>
    Accepted,

    /// <summary>容缺受理: accepted with tolerable papers missing.</summary>
    AcceptedTolerant,

    /// <summary>办理中: under review.</summary>
    InReview,

    /// <summary>准予: decided in favour, not yet delivered.</summary>
    Approved,

    /// <summary>不予: decided against, not yet delivered.</summary>
    Refused,

    /// <summary>已送达: the result is delivered.</summary>
    Delivered,

    /// <summary>已评价: delivered and rated.</summary>
    Rated,

    /// <summary>Ended otherwise; <see cref="RequestEnding"/> says how.</summary>
    Ended,

    /// <summary>待启动: a later part of a bundle; it starts at the written completion of the one before (浙规 5(3)).</summary>
    Waiting,
}

/// <summary>How a request ended when it was not by delivery.</summary>
public enum RequestEnding
{
    /// <summary>不予受理: not accepted.</summary>
    NotAccepted,

    /// <summary>视为撤回: the supplement never came.</summary>
    DeemedWithdrawn,

    /// <summary>撤销受理: a tolerant acceptance was revoked.</summary>
    AcceptanceRevoked,

    /// <summary>已撤回: withdrawn by the applicant.</summary>
    Withdrawn,

    /// <summary>终止: ended for another reason.</summary>
    Terminated,

    /// <summary>已移送: handed to an authority outside the city's desks.</summary>
    TransferredOut,
}

/// <summary>The published names of states and endings.</summary>
public static class RequestStateNames
{
    /// <summary>The snake_case name of a state or ending, e.g. <c>accepted_tolerant</c>.</summary>
    public static string Name<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads a published name.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        foreach (var each in Enum.GetValues<T>())
        {
            if (each.Name() == name)
            {
                value = each;
                return true;
            }
        }

        value = default;
        return false;
    }
}
