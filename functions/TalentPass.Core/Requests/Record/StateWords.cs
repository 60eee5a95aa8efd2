namespace TalentPass.Core.Requests.Record;

/// <summary>The words for the published states and endings of a request.</summary>
public static class StateWords
{
    private static readonly Dictionary<string, Bilingual> _states = new(StringComparer.Ordinal)
    {
        [RequestState.Submitted.Name()] = new("已提交", "submitted"),
        [RequestState.SupplementWanted.Name()] = new("待补正", "supplement wanted"),
        [RequestState.Accepted.Name()] = new("已受理", "accepted"),
        [RequestState.AcceptedTolerant.Name()] = new("容缺受理", "accepted with papers to follow"),
        [RequestState.InReview.Name()] = new("办理中", "in review"),
        [RequestState.Approved.Name()] = new("准予", "approved"),
        [RequestState.Refused.Name()] = new("不予", "refused"),
        [RequestState.Delivered.Name()] = new("已送达", "delivered"),
        [RequestState.Rated.Name()] = new("已评价", "rated"),
        [RequestState.Waiting.Name()] = new("待启动", "waiting to start"),
        [RequestEnding.NotAccepted.Name()] = new("不予受理", "not accepted"),
        [RequestEnding.DeemedWithdrawn.Name()] = new("视为撤回", "deemed withdrawn"),
        [RequestEnding.AcceptanceRevoked.Name()] = new("撤销受理", "acceptance revoked"),
        [RequestEnding.Withdrawn.Name()] = new("已撤回", "withdrawn"),
        [RequestEnding.Terminated.Name()] = new("终止", "terminated"),
        [RequestEnding.TransferredOut.Name()] = new("已移送", "transferred out"),
    };

    /// <summary>The words for a published state or ending.</summary>
    public static Bilingual Of(string published) => _states[published];
}
