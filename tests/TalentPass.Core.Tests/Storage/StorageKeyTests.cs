using FsCheck.Fluent;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class StorageKeyTests
{
    [Fact]
    public void Shards_are_64_and_every_talent_has_one_of_them()
    {
        Assert.Equal(64, Shard.All.Distinct().Count());
        Assert.Equal(("h00", "h3f"), (Shard.All[0], Shard.All[^1]));
        Assert.Equal(64, Enumerable.Range(0, 5000).Select(_ => Shard.Of(RandomSource.System.Id(8))).Distinct().Count());
        Assert.Equal(Shard.Of("7k2m9qxw"), Shard.Of("7k2m9qxw"));
    }

    [Fact]
    public void Times_sort_as_text_as_they_do_in_time()
    {
        var times = Enumerable.Range(0, 200).Select(each => new DateTimeOffset(1990 + each, 1 + each % 12, 1, 0, 0, 0, TimeSpan.FromHours(each % 9))).ToList();
        Assert.Equal(times.Order().Select(StorageKey.Time), times.Select(StorageKey.Time).Order(StringComparer.Ordinal));
        Assert.All(times, each => Assert.Equal($"{each.UtcTicks:d19}", StorageKey.Time(each)));
    }

    [Theory]
    [InlineData("o|", "o}")]
    [InlineData("!o|", "!o}")]
    [InlineData("x|7k2m", "x|7k2n")]
    public void The_key_after_a_prefix_is_above_all_keys_that_start_with_it(string prefix, string next)
    {
        Assert.Equal(next, TableFilter.Next(prefix));
        Assert.True(string.CompareOrdinal(prefix + "zzzz|", next) < 0);
    }

    [Fact]
    public void Quotes_in_a_filter_are_doubled() =>
        Assert.Equal("PartitionKey eq 'a'' or 1 eq 1 or ''b'", TableFilter.Partition("a' or 1 eq 1 or 'b"));

    [Fact]
    public void Base32_keeps_order_and_comes_back() => Prop.ForAll<uint, uint>((a, b) =>
    {
        var (left, right) = (Base32.Encode(a, 8), Base32.Encode(b, 8));
        return Math.Sign(string.CompareOrdinal(left, right)) == Math.Sign(a.CompareTo(b)) && Base32.TryDecode(left, out var back) && back == a;
    }).MustHold();
}
