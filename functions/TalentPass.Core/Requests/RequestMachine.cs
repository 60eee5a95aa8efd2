namespace TalentPass.Core.Requests;

/// <summary>One line of the state machine.</summary>
/// <param name="From">The state it leaves.</param>
/// <param name="Action">The verb.</param>
/// <param name="Who">The roles that may.</param>
/// <param name="To">The state it reaches; the same state for steps that only note something.</param>
public sealed record Transition(RequestState From, string Action, Roles Who, RequestState To);

/// <summary>
/// The life of a request as one table (state × action × role → state). What is not in the table is not allowed.
/// </summary>
public static class RequestMachine
{
    /// <summary>The verbs.</summary>
    public const string
        Submit = "submit", Claim = "claim", Release = "release", Accept = "accept", Approve = "approve", Refuse = "refuse", Deliver = "deliver", Note = "note";

    private static readonly RequestState[] _open =
        [RequestState.Submitted, RequestState.Accepted, RequestState.Approved, RequestState.Refused];

    /// <summary>The whole table.</summary>
    public static IReadOnlyList<Transition> Table { get; } =
    [
        .. _open.Select(state => new Transition(state, Claim, Roles.Desk, state)),
        .. _open.Select(state => new Transition(state, Release, Roles.Desk | Roles.Supervisor, state)),
        .. _open.Select(state => new Transition(state, Note, Roles.Desk | Roles.Supervisor, state)),
        new(RequestState.Submitted, Accept, Roles.Desk, RequestState.Accepted),
        new(RequestState.Accepted, Approve, Roles.Desk, RequestState.Approved),
        new(RequestState.Accepted, Refuse, Roles.Desk, RequestState.Refused),
        new(RequestState.Approved, Deliver, Roles.Desk, RequestState.Delivered),
        new(RequestState.Refused, Deliver, Roles.Desk, RequestState.Delivered),
    ];

    /// <summary>Every verb a desk can use.</summary>
    public static IReadOnlyList<string> DeskActions { get; } = [.. Table.Select(each => each.Action).Distinct()];

    /// <summary>The line that applies, or null when the action is not allowed.</summary>
    /// <param name="state">Where the request stands.</param>
    /// <param name="claimedBy">Who claimed it.</param>
    /// <param name="action">The verb.</param>
    /// <param name="actor">Who wants to act.</param>
    public static Transition? Find(RequestState state, string? claimedBy, string action, Actor actor) =>
        Table.FirstOrDefault(each => each.From == state && each.Action == action && actor.IsAny(each.Who))
            is { } found && ClaimAllows(found, claimedBy, actor)
            ? found
            : null;

    /// <summary>What the actor may do now, in the table's order.</summary>
    public static IReadOnlyList<string> Allowed(RequestState state, string? claimedBy, Actor actor) =>
        [.. DeskActions.Where(action => Find(state, claimedBy, action, actor) is not null)];

    // Whoever claimed a request works on it alone; an unclaimed one is claimed by the first who acts.
    private static bool ClaimAllows(Transition transition, string? claimedBy, Actor actor) => transition.Action switch
    {
        Claim => claimedBy is null,
        Release => claimedBy == actor.Account || (claimedBy is not null && actor.IsAny(Roles.Supervisor)),
        Note => true,
        _ => claimedBy is null || claimedBy == actor.Account,
    };
}
