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

    [Fact]
    public void Numbers_and_the_first_moment_are_padded_so_that_they_sort()
    {
        Assert.Equal("0007", StorageKey.Number(7, 4));
        Assert.Equal(new string('0', 19), StorageKey.Time(DateTimeOffset.MinValue));
    }

    [Theory]
    [InlineData("az09!|_-", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("A", false)]
    [InlineData("a/b", false)]
    [InlineData("李", false)]
    public void A_key_is_made_of_a_few_characters(string? key, bool valid) => Assert.Equal(valid, StorageKey.IsValid(key));

    [Fact]
    public void A_key_has_at_most_200_characters()
    {
        Assert.True(StorageKey.IsValid(new string('a', 200)));
        Assert.False(StorageKey.IsValid(new string('a', 201)));
    }

    [Fact]
    public void A_part_no_key_may_have_is_a_fault()
    {
        Assert.Equal("a|b-1", StorageKey.Join("a", "b-1"));
        Assert.Throws<ArgumentException>(() => StorageKey.Join("a", "B"));
    }

    [Fact]
    public void A_filter_says_what_is_meant_word_for_word()
    {
        Assert.Equal("PartitionKey eq 'h00'", TableFilter.Partition("h00"));
        Assert.Equal("PartitionKey eq 'h00' and RowKey ge 'a' and RowKey lt 'b'", TableFilter.Range("h00", "a", "b"));
        Assert.Equal("PartitionKey eq 'h00' and RowKey gt 'a' and RowKey lt 'b'", TableFilter.After("h00", "a", "b"));
        Assert.Equal("PartitionKey eq 'h00' and RowKey ge 'o|' and RowKey lt 'o}'", TableFilter.Prefix("h00", "o|"));
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

}
