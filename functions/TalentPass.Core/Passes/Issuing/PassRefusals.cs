using TalentPass.Core.Passes.Store;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>The refusals of passes that are not in use: what is so, and what to do.</summary>
internal static class PassRefusals
{
    /// <summary>A frozen or revoked pass shows no codes, binds no phone and is not printed.</summary>
    public static Refusal NotInUse(PassState state) => new(RefusalCodes.NotAllowedInState, state == PassState.Frozen
        ? new Bilingual("人才码已冻结，请先由持码人解冻。", "The pass is frozen; its holder unfreezes it first.")
        : new Bilingual("人才码已注销，不能再使用。请联系人才办。", "The pass was revoked and cannot be used any more; ask the talent office."))
    {
        AllowedActions = ChangePass.Allowed(state),
    };

    /// <summary>A revoked pass cannot be changed, and only a revoked one can be replaced.</summary>
    public static Refusal NotChangeable(PassState to) => new(RefusalCodes.NotAllowedInState, to == PassState.Replaceable
        ? new Bilingual("人才码没有注销，不需要准予重领。", "The pass is not revoked, so a new one needs no consent.")
        : new Bilingual("人才码已注销，不能再变更。请联系人才办。", "The pass was revoked and cannot be changed any more; ask the talent office."))
    {
        AllowedActions = [],
    };

    /// <summary>A card that is revoked or has expired is neither printed nor revoked again.</summary>
    public static Refusal CardNotInUse() => new(
        RefusalCodes.NotAllowedInState, new Bilingual("该实体卡已注销或者已过期，需要时请制作新卡。", "The card is revoked or has expired; print a new one if one is needed."))
    {
        AllowedActions = [],
    };
}
