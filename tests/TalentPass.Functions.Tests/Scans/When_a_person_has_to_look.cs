using System.Security.Cryptography;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Scans;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Partners;
using TalentPass.Functions.Tests.Passes;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Scans;

/// <summary>
/// Some codes need a check by a person. The answer says in words what the officer must look at, and it never says that the code
/// is valid.
/// </summary>
public sealed class When_a_person_has_to_look(ClassAccount account) : WithPassRig(account)
{
    private readonly Phone _phone = new();

    public override ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_printed_card_is_settled_by_the_document()
    {
        var talent = await Rig.HolderAsync();
        var card = await CardAsync(talent);
        await AssertAsync(card, "valid", "document", "真码，请核对证件", "Genuine; check the identity document");

        await Rig.Change.FreezeAsync(talent, true, Cancel);
        await AssertAsync(card, "suspended", null, "人才码已冻结", "The pass is frozen");
    }

    [Fact]
    public async Task So_is_a_partners_code_whose_list_cannot_be_had()
    {
        using var city = new TestCity("330900");
        using var issuing = city.Key("H");
        await Rig.Partners.PutAsync(
            SeedPartners.ReadAll(new(Path.Combine(AppContext.BaseDirectory, "seeds")), demo: true).Single(each => each.CityCode == 330900), 60, Cancel);
        var now = Time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = CompressedPoint.Compress(key.ExportParameters(includePrivateParameters: false).Q);
        var credential = city.Minter.Credential(issuing, TestCity.Subject(1, 1, now), 9, point, now, TimeSpan.FromDays(1));
        await AssertAsync(HolderCode.Present(credential, key, now), "valid", "document", "真码，请核对证件", "Genuine; check the identity document");
    }

    [Theory]
    [InlineData(61)]
    [InlineData(-61)]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task A_phone_whose_clock_is_off_by_minutes_is_told_so(int seconds)
    {
        await BoundAsync();
        await AssertAsync(
            _phone.Show(Time.GetUtcNow().AddSeconds(seconds)), "expired", "clock", "请刷新，或核对手机时间", "Refresh, or check the phone's clock");
    }

    [Fact]
    public async Task Beyond_that_it_is_expired_and_what_was_done_to_the_status_comes_first()
    {
        var talent = await BoundAsync();
        await AssertAsync(_phone.Show(Time.GetUtcNow().AddSeconds(-301)), "expired", null, "已过期，请刷新后重试", "Expired; refresh and try again");
        var status = (await Rig.Talents.FindAsync(talent.TalentId!, Cancel))!.Statuses[0];
        PassRig.Value(await Rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, status.StatusId, "材料不实", true, Cancel));
        await AssertAsync(_phone.Show(Time.GetUtcNow().AddSeconds(-100)), "revoked", null, "人才码已注销", "The pass was revoked");
    }

    private async Task<string> CardAsync(Actor talent)
    {
        var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Ref.Id;
        return PassRig.Value(await Rig.IssueCard.RunAsync(PassRig.Office, pass, null, null, Cancel)).Code!;
    }

    private async Task<Actor> BoundAsync()
    {
        var talent = await Rig.HolderAsync();
        _phone.Keep(PassRig.Value(await Rig.Bind.RunAsync(talent, _phone.PublicKey, false, null, Cancel)).Credential);
        return talent;
    }

    private async Task AssertAsync(string code, string outcome, string? check, string chinese, string english)
    {
        // The call is repeated in each language. The outcome is the same.
        var input = new ScanInput(code, "hall-1", RandomSource.System.Id(8));
        foreach (var inEnglish in new[] { false, true })
        {
            var seen = PassRig.Value(await Rig.Scan.RunAsync(PassRig.Hall, input, inEnglish, Cancel));
            Assert.Equal((outcome, check, inEnglish ? english : chinese), (seen.Outcome, seen.Check, seen.OutcomeText));
        }
    }
}
