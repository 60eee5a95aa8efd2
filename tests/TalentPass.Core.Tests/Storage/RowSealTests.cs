using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class RowSealTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);
    private static readonly RowShape _shape = new("pass", "State", "Level", "Index", "At", "Frozen", "Sealed", "Rate");
    private static readonly MasterKey _first = Key(1);
    private readonly FakeTimeProvider _time = new(_now);
    private readonly RowSeal _seals;

    public RowSealTests() => _seals = With(_first);

    public static TheoryData<string> Edits => ["State", "Level", "Index", "At", "Frozen", "Sealed", "Rate"];

    [Fact]
    public void A_row_passes_as_it_was_sealed_and_so_does_what_the_seal_does_not_cover()
    {
        var row = _seals.Seal(_shape, Row());
        row["Op"] = "another";
        row["At"] = ((DateTimeOffset)row["At"]).ToOffset(TimeSpan.FromHours(8));
        row["Sealed"] = new BinaryData((byte[])row["Sealed"]);
        row[RowSeal.Property] = new BinaryData((byte[])row[RowSeal.Property]);
        Assert.True(_seals.Accepts(_shape, row));
        Assert.Empty(_seals.RecentlyRefused);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_property_that_was_edited_removed_or_given_another_type_is_refused(string name)
    {
        foreach (var changed in Others(Row()[name]))
        {
            var row = _seals.Seal(_shape, Row());
            row[name] = changed;
            Assert.False(_seals.Accepts(_shape, row), $"{name} = {changed}");
        }
    }

    [Fact]
    public void A_row_at_another_key_or_of_another_kind_is_refused()
    {
        var row = _seals.Seal(_shape, Row());
        Assert.False(_seals.Accepts(new RowShape("card", _shape.Properties), row));
        Assert.False(_seals.Accepts(_shape, new TableEntity(row) { RowKey = "7k2m9qxx|1|00001" }));
        Assert.False(_seals.Accepts(_shape, new TableEntity(row) { PartitionKey = "h02" }));
        Assert.True(_seals.Accepts(_shape, row));
    }

    [Fact]
    public void What_moves_from_one_property_into_the_next_is_refused()
    {
        var shape = new RowShape("names", "First", "Second");
        var row = _seals.Seal(shape, new TableEntity("h01", "r") { ["First"] = "ab", ["Second"] = "c" });
        (row["First"], row["Second"]) = ("a", "bc");
        Assert.False(_seals.Accepts(shape, row));
    }

    [Fact]
    public void A_seal_that_is_missing_cut_or_changed_in_any_bit_is_refused()
    {
        var row = _seals.Seal(_shape, Row());
        var seal = (byte[])row[RowSeal.Property];
        foreach (var other in new object?[] { null, "", Array.Empty<byte>(), seal[..^1], seal[1..], new byte[seal.Length] })
        {
            row[RowSeal.Property] = other;
            Assert.False(_seals.Accepts(_shape, row));
        }

        for (var bit = 0; bit < seal.Length * 8; bit++)
        {
            var changed = (byte[])seal.Clone();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            row[RowSeal.Property] = changed;
            Assert.False(_seals.Accepts(_shape, row));
        }
    }

    [Fact]
    public void A_former_master_key_still_checks_and_the_present_one_seals()
    {
        var old = _seals.Seal(_shape, Row());
        var later = With(Key(2).After([_first]));
        Assert.True(later.Accepts(_shape, old));
        var fresh = later.Seal(_shape, Row());
        Assert.True(later.Accepts(_shape, fresh));
        Assert.False(_seals.Accepts(_shape, fresh));
        Assert.False(With(Key(2)).Accepts(_shape, old));
        Assert.True(With(Key(3).After([Key(2), _first])).Accepts(_shape, old));
    }

    [Fact]
    public void An_empty_binary_value_counts_as_missing()
    {
        var row = Row();
        row["Sealed"] = Array.Empty<byte>();
        row = _seals.Seal(_shape, row);
        row.Remove("Sealed");
        Assert.True(_seals.Accepts(_shape, row));
    }

    [Fact]
    public void The_kinds_that_were_refused_are_told_for_an_hour()
    {
        Assert.Null(_seals.Read(_shape, Row(), row => row.RowKey));
        Assert.Null(_seals.Read(_shape, null, row => row.RowKey));
        Assert.Equal(["pass"], _seals.RecentlyRefused);
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty(_seals.RecentlyRefused);
    }

    private static IEnumerable<object?> Others(object value) => value switch
    {
        string text => [null, "", text + " ", text.ToUpperInvariant(), 1],
        int number => [null, number + 1, (long)number, (double)number, $"{number}"],
        long number => [null, number - 1, (int)number],
        bool flag => [null, !flag, 1],
        double number => [null, number / 2, BitConverter.DoubleToInt64Bits(number)],
        DateTimeOffset at => [null, at.AddTicks(1), at.UtcTicks, at.ToString("o")],
        byte[] bytes => [null, (byte[])[.. bytes, 0], bytes[1..], Convert.ToBase64String(bytes)],
        _ => throw new InvalidOperationException($"No other value for {value}."),
    };

    private static TableEntity Row() => new("h01", "7k2m9qxw|1|00001")
    {
        ["State"] = "revoked",
        ["Level"] = 3,
        ["Index"] = 4_000_000_000L,
        ["At"] = _now,
        ["Frozen"] = true,
        ["Sealed"] = new byte[] { 1, 2, 3 },
        ["Rate"] = 0.5,
    };

    private static MasterKey Key(byte each) => new([.. Enumerable.Repeat(each, MasterKey.Length)]);

    private RowSeal With(MasterKey key) => new(key, _time, NullLogger<RowSeal>.Instance);
}
