using System.Collections.Frozen;
using System.Text.Json;

namespace TalentPass.Core.Requests.Record;

/// <summary>The state of a request (办件). A pause is not a state but a flag; how a request ended is stored separately.</summary>
public enum RequestState
{
    /// <summary>已提交: received, not yet accepted.</summary>
    Submitted,

    /// <summary>待补正: the applicant has to supply something.</summary>
    SupplementWanted,

    /// <summary>已受理: accepted; the decision clock runs.</summary>
    Accepted,

    /// <summary>容缺受理: accepted although tolerable papers are missing.</summary>
    AcceptedTolerant,

    /// <summary>办理中: under review.</summary>
    InReview,

    /// <summary>准予: decided in favour of the applicant, not yet delivered.</summary>
    Approved,

    /// <summary>不予: decided against the applicant, not yet delivered.</summary>
    Refused,

    /// <summary>已送达: the result is delivered.</summary>
    Delivered,

    /// <summary>已评价: delivered and rated.</summary>
    Rated,

    /// <summary>Ended in another way than by delivery; <see cref="RequestEnding"/> says how.</summary>
    Ended,

    /// <summary>待启动: a later part of a bundle; it starts when the stage before it is completed in writing (浙规 5(3)).</summary>
    Waiting,
}

/// <summary>How a request ended, when it did not end by delivery.</summary>
public enum RequestEnding
{
    /// <summary>不予受理: not accepted.</summary>
    NotAccepted,

    /// <summary>视为撤回: the applicant did not supply what was missing in time.</summary>
    DeemedWithdrawn,

    /// <summary>撤销受理: a tolerant acceptance was revoked.</summary>
    AcceptanceRevoked,

    /// <summary>已撤回: withdrawn by the applicant.</summary>
    Withdrawn,

    /// <summary>终止: terminated, since a part of the bundle that it waited for ended badly.</summary>
    Terminated,

    /// <summary>已移送: handed to an authority outside the city's desks.</summary>
    TransferredOut,
}

/// <summary>The published names of states and endings.</summary>
public static class RequestStateNames
{
    /// <summary>The snake_case name of a state or ending, e.g. <c>accepted_tolerant</c>.</summary>
    public static string Name<T>(this T value)
        where T : struct, Enum => Table<T>.Names[value];

    /// <summary>Reads a published name.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum => Table<T>.Values.TryGetValue(name ?? "", out value);

    // Each row of a list has a state, and making the names takes longer than reading the row.
    private static class Table<T>
        where T : struct, Enum
    {
        public static FrozenDictionary<T, string> Names { get; } =
            Enum.GetValues<T>().ToFrozenDictionary(static each => each, static each => JsonNamingPolicy.SnakeCaseLower.ConvertName(each.ToString()));

        public static FrozenDictionary<string, T> Values { get; } = Names.ToFrozenDictionary(static each => each.Value, static each => each.Key);
    }
}
