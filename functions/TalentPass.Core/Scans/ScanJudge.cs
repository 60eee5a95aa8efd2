using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Scans;

/// <summary>Decides the outcome of a code whose signatures are good, from the rows that were read.</summary>
/// <param name="passes">Reads pass rows.</param>
public sealed class ScanJudge(PassStore passes)
{
    /// <summary>The most open requests that the answer to a scan shows.</summary>
    internal const int MostRequests = 20;

    /// <summary>Decides about a code of our own. Null when there is no pass that is trusted.</summary>
    /// <param name="verdict">The answer of the verifier.</param>
    /// <param name="origin">The pass from which the code comes.</param>
    /// <param name="rows">The talent's rows of passes and of open requests.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="at">When the scan happened.</param>
    /// <param name="offline">Whether the scan was uploaded later. Then the pass counts as it was at the time of the scan.</param>
    public ScanFacts? Ours(
        PassVerdict verdict, CodeOrigin origin, IReadOnlyList<TableEntity> rows, ServiceCatalogue catalogue, DateTimeOffset at, bool offline)
    {
        var key = new PassRef(origin.TalentId, origin.PassOrdinal).RowKey;
        if (passes.Read(rows.FirstOrDefault(row => row.RowKey == key)) is not { } present)
        {
            return null;
        }

        var pass = offline ? present.AsOf(at) : present;
        if (verdict.Profile == PassProfile.Holder && pass.ActiveDevice?.StatusIndex != verdict.StatusIndex)
        {
            return new ScanFacts(ScanOutcome.Revoked, verdict.Kid.City) { Reason = "device_replaced" };
        }

        if (verdict.Profile == PassProfile.Card && !pass.Cards.Any(card => card.StatusIndex == verdict.StatusIndex && card.RevokedAt is null))
        {
            return new ScanFacts(ScanOutcome.Revoked, verdict.Kid.City) { Reason = "card_revoked" };
        }

        return Ours(pass, verdict.Reason, verdict.Kid.City, rows, catalogue, at) with { Card = verdict.Profile == PassProfile.Card };
    }

    /// <summary>Decides about a talent who was found by the identity document. A person has to compare the two.</summary>
    /// <param name="pass">The talent's newest pass.</param>
    /// <param name="city">This city.</param>
    /// <param name="rows">The talent's rows of passes and of open requests.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="at">When the talent was looked up.</param>
    public static ScanFacts Found(Pass pass, int city, IReadOnlyList<TableEntity> rows, ServiceCatalogue catalogue, DateTimeOffset at) =>
        Ours(pass, PassReason.CheckDocument, city, rows, catalogue, at) with { Document = true };

    private static ScanFacts Ours(Pass pass, PassReason said, int city, IReadOnlyList<TableEntity> rows, ServiceCatalogue catalogue, DateTimeOffset at)
    {
        var recognition = pass.At(at);
        var reason = Reason(pass.State, recognition.Standing, said);
        var outcome = reason.ToOutcome();
        var facts = new ScanFacts(outcome, city) { Reason = reason.Code() };
        if (outcome != ScanOutcome.Valid)
        {
            return facts;
        }

        var status = recognition.Best!;
        var known = new TalentFacts(pass.Statuses, pass.Nature, pass.BirthDate);
        var (entitlements, reasons) = Explained(Entitlements.For(catalogue, known, LegalDay.Of(at)));
        return facts with
        {
            Pass = pass.Ref.Ordinal,
            Holder = new ScannedHolder(pass.DisplayName, pass.Nature, status.Scheme, status.SchemeVersion, status.Tier, status.ValidTo),
            Entitlements = entitlements,
            Reasons = reasons,
            OpenRequests = [.. OpenRequests.Of(pass.Ref.TalentId, rows).Take(MostRequests).Select(each => new ScannedRequest(each.Number, each.Service, each.State))],
        };
    }

    /// <summary>
    /// Decides about a code of a partner city. The answer has the tier and the entitlements in our own terms. It has no name,
    /// because the code does not carry one.
    /// </summary>
    /// <param name="verdict">The answer of the verifier.</param>
    /// <param name="standing">The answer of the partner's status list.</param>
    /// <param name="keys">The keys of the moment, with the partner cities.</param>
    /// <param name="catalogue">The catalogue.</param>
    public static ScanFacts Partners(PassVerdict verdict, StatusAnswer standing, KeyView keys, ServiceCatalogue catalogue)
    {
        var reason = standing switch
        {
            StatusAnswer.Invalid => PassReason.StatusInvalid,
            StatusAnswer.Suspended => PassReason.StatusSuspended,
            StatusAnswer.Unknown when verdict.Reason == PassReason.Accepted => PassReason.StaleLists,
            _ => verdict.Reason,
        };
        var outcome = reason.ToOutcome();
        var facts = new ScanFacts(outcome, verdict.Kid.City) { Reason = reason.Code() };
        if (outcome != ScanOutcome.Valid)
        {
            return facts;
        }

        var partner = keys.Partners.First(each => each.CityCode == verdict.Kid.City);
        var scheme = catalogue.Schemes[0];
        var tier = catalogue.TierOf(verdict.Tier);
        return facts with
        {
            Holder = new ScannedHolder("*", null, scheme.Id, scheme.CurrentVersion, tier?.Id ?? $"{verdict.Tier}", null),
            Entitlements =
            [
                .. partner.Services.Select(service => new ScannedEntitlement(service, Verdict(service, verdict.Entitlements))),
            ],
            OpenRequests = [],
        };
    }

    private static (IReadOnlyList<ScannedEntitlement> Entitlements, IReadOnlyList<Bilingual> Reasons) Explained(IReadOnlyList<Entitlement> judged)
    {
        var reasons = new List<Bilingual>();
        return ([.. judged.Select(each => new ScannedEntitlement(each.Service.Id, each.Verdict, [.. each.Conditions.Select(Condition)]))], reasons);

        ScannedCondition Condition(JudgedCondition condition)
        {
            var why = condition.Why;
            var known = reasons.IndexOf(why);
            if (known >= 0)
            {
                return new ScannedCondition(condition.Result, known);
            }

            reasons.Add(why);
            return new ScannedCondition(condition.Result, reasons.Count - 1);
        }
    }

    // Order of the reasons: revoked, then frozen, then the talent status's time, then what the verifier said.
    private static PassReason Reason(PassState state, Standing standing, PassReason reason) => (state, standing) switch
    {
        (PassState.Revoked or PassState.Replaceable, _) or (_, Standing.Revoked) => PassReason.StatusInvalid,
        (PassState.Frozen, _) => PassReason.StatusSuspended,
        (_, Standing.Expired) => PassReason.Expired,
        (_, Standing.InForce) => reason,
        _ => PassReason.NotYetValid,
    };

    private static EntitlementVerdict Verdict(string service, ushort bits)
    {
        var bit = EntitlementBits.Services.ToList().IndexOf(service);
        return bit >= 0 && (bits >> bit & 1) == 1 ? EntitlementVerdict.Eligible : EntitlementVerdict.Unknown;
    }
}
