using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Tests.Passes.Verifying;

/// <summary>
/// An outsider who photographs codes cannot tell whether two codes belong to one person or to two people.
/// </summary>
public sealed class UnlinkabilityTests
{
    private const int Id = 30;

    private readonly PassCity _city = new(seed: 11);

    [Fact]
    public void Two_showings_of_one_pass_share_only_what_every_pass_of_the_city_and_tier_shares()
    {
        var mine = PassCity.Bytes(_city.Show());
        var again = PassCity.Bytes(_city.Show());
        var somebody = _city.Subject with { Origin = new CodeOrigin("zzzzzzzz", 9) };
        var theirs = PassCity.Bytes(_city.Minter.Show(_city.Minting, somebody, PassCity.Now).Text);

        // The id and the signature differ in all three codes. All other bytes are equal.
        foreach (var other in new[] { again, theirs })
        {
            Assert.Equal(mine[..Id], other[..Id]);
            Assert.Equal(mine[(Id + 16)..^64], other[(Id + 16)..^64]);
            Assert.NotEqual(mine[Id..(Id + 16)], other[Id..(Id + 16)]);
            Assert.NotEqual(mine[^64..], other[^64..]);
        }
    }

    [Fact]
    public void The_ids_of_one_pass_look_like_the_ids_of_many()
    {
        const int Showings = 4000;
        var one = CountOnes(Enumerable.Range(0, Showings).Select(_ => _city.Subject.Origin));
        var many = CountOnes(Enumerable.Range(0, Showings).Select(i => new CodeOrigin(_city.Random.Id(8), (ushort)i)));

        // Each bit is 1 with a probability of one half. Over 4000 ids, six standard deviations are 190.
        Assert.All(one, ones => Assert.InRange(ones, (Showings / 2) - 190, (Showings / 2) + 190));
        Assert.All(many, ones => Assert.InRange(ones, (Showings / 2) - 190, (Showings / 2) + 190));
    }

    [Fact]
    public void No_two_of_many_showings_have_the_same_id()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => _city.Cipher.Encrypt(_city.Subject.Origin, _city.Random)).ToHashSet();
        Assert.Equal(20_000, ids.Count);
    }

    private int[] CountOnes(IEnumerable<CodeOrigin> origins)
    {
        var ones = new int[128];
        foreach (var origin in origins)
        {
            var value = _city.Cipher.Encrypt(origin, _city.Random).Value;
            for (var bit = 0; bit < 128; bit++)
            {
                ones[bit] += (int)(value >> bit & 1);
            }
        }

        return ones;
    }
}
