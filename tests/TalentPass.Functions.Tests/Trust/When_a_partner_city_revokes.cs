using System.Security.Cryptography;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;
using TalentPass.Functions.Tests.Passes;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>Stored credentials of a partner city are checked against the status list that the partner publishes.</summary>
public sealed class When_a_partner_city_revokes(ClassAccount account) : WithPassRig(account)
{
    private const int Zhoushan = 330900;
    private const string Address = "https://zs.example/status/";
    private readonly TestCity _city = new("330900");
    private readonly ECDsa _phone = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly StatusList _list = StatusList.Create();
    private readonly List<Uri> _fetched = [];
    private bool _isAway;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Rig.Fetch = Answer;
        var seeds = new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds"));
        var partner = SeedPartners.ReadAll(seeds, demo: true).Single(each => each.CityCode == Zhoushan);
        await Rig.Partners.PutAsync(partner with { StatusUrl = Address }, 60, Cancel);
    }

    public override ValueTask DisposeAsync()
    {
        _city.Dispose();
        _phone.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Its_list_decides_and_is_fetched_once_in_fifteen_minutes()
    {
        _list.Set(7, StatusValue.Invalid);
        _list.Set(8, StatusValue.Suspended);
        Assert.Equal(("revoked", null), await ScanAsync(7));
        Assert.Equal(("suspended", null), await ScanAsync(8));
        Assert.Equal(("valid", null), await ScanAsync(9));
        Assert.Equal([new Uri(Address + "0")], _fetched);
        _list.Set(9, StatusValue.Invalid);
        Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(("revoked", null), await ScanAsync(9));
        Assert.Equal(2, _fetched.Count);
    }

    [Fact]
    public async Task While_it_cannot_be_had_the_last_one_counts_for_a_day_and_then_a_person_looks()
    {
        Assert.Equal(("valid", null), await ScanAsync(9));
        _isAway = true;
        Time.Advance(TimeSpan.FromHours(20));
        Assert.Equal(("valid", null), await ScanAsync(9));
        Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(("valid", "document"), await ScanAsync(9));
        _isAway = false;
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("valid", null), await ScanAsync(9));
    }

    [Fact]
    public async Task A_list_another_city_signed_says_nothing()
    {
        using var shanghai = new TestCity("310000");
        using var stranger = shanghai.Key("status", new Kid(Zhoushan, 0x10));
        Rig.Fetch = _ => Token(stranger);
        Assert.Equal(("valid", "document"), await ScanAsync(9));
        Rig.Fetch = _ => [0xD2, 0x84];
        Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(("valid", "document"), await ScanAsync(9));
    }

    [Fact]
    public async Task Asking_it_is_no_storage_call()
    {
        await Rig.Keys.CurrentAsync(Cancel);
        using var calls = StorageCalls.Begin();
        await ScanAsync(9);
        Assert.Equal(1, calls.Count);
    }

    private async Task<(string Outcome, string? Check)> ScanAsync(uint index)
    {
        var now = Time.GetUtcNow();
        using var issuing = _city.Key("H");
        var point = CompressedPoint.Compress(_phone.ExportParameters(includePrivateParameters: false).Q);
        var credential = _city.Minter.Credential(issuing, TestCity.Subject(1, 1, now), index, point, now, TimeSpan.FromDays(1));
        var seen = await Rig.ScanAsync(HolderCode.Present(credential, _phone, now));
        return (seen.Outcome, seen.Check);
    }

    private byte[]? Answer(Uri address)
    {
        _fetched.Add(address);
        using var key = _city.Key("status");
        return _isAway ? null : Token(key);
    }

    private byte[] Token(SigningKey key)
    {
        var now = Time.GetUtcNow();
        return new StatusListToken(Address + "0", now, now + StatusListToken.OwnLife, StatusListToken.OwnTimeToLive, _list).Sign(key);
    }
}
