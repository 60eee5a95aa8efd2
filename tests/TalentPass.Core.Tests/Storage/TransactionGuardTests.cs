using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

/// <summary>
/// The guard refuses a transaction that Azurite accepts but Azure does not, before it is sent. A transaction that Azure
/// accepts passes, also exactly at each limit.
/// </summary>
public sealed class TransactionGuardTests
{
    private const int Mebibyte = 1024 * 1024;
    private const int MaxText = 32 * 1024;
    private const int MaxBinary = 64 * 1024;

    // The size in bytes of an entity with one property "Value", without the value: 4 for the entity, the two keys
    // (4 characters together), 8 for the property and its name (5 characters). A character takes 2 bytes.
    private const int Bare = 4 + 2 * 4 + 8 + 2 * 5;
    private static readonly DateTimeOffset _oldest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, (TableEntity Entity, string Said)> _bad = new()
    {
        ["upper case in a partition"] = (new TableEntity("A", "a"), "a bad partition key"),
        ["slash"] = (Entity("a/b"), "a bad row key"),
        ["upper case"] = (Entity("A"), "a bad row key"),
        ["empty key"] = (Entity(""), "a bad row key"),
        ["a key of 201 characters"] = (Entity(new string('a', 201)), "a bad row key"),
        ["a name in a key"] = (Entity("李伟"), "a bad row key"),
        ["text over 32 Ki characters"] = (Entity("a", new string('x', MaxText + 1)), "32769 characters in Value"),
        ["binary over 64 KiB"] = (Entity("a", new byte[MaxBinary + 1]), "65537 bytes in Value"),
        ["binary data over 64 KiB"] = (Entity("a", new BinaryData(new byte[MaxBinary + 1])), "65537 bytes in Value"),
        ["a moment before 1601"] = (Entity("a", _oldest.AddTicks(-1)), "a date before 1601 in Value"),
        ["a date before 1601"] = (Entity("a", _oldest.UtcDateTime.AddTicks(-1)), "a date before 1601 in Value"),
        ["decimal, which would turn into double"] = (Entity("a", 1.5m), "Decimal in Value"),
        ["253 properties"] = (Filled(253, 1), "253 properties"),
        ["one byte over 1 MiB"] = (OfSize("a", Mebibyte + 1), "1048577 bytes of an entity"),
    };

    public static TheoryData<string> BadEntities => [.. _bad.Keys];

    public static TheoryData<string> GoodValues => [.. _good.Keys];

    private static readonly Dictionary<string, (object? Value, int Size)> _good = new()
    {
        ["nothing"] = (null, 0),
        ["text"] = ("𬭎x", 4 + 2 * 3),
        ["text of 32 Ki characters"] = (new string('x', MaxText), 4 + 2 * MaxText),
        ["binary"] = (new byte[] { 1, 2, 3 }, 4 + 3),
        ["binary of 64 KiB"] = (new byte[MaxBinary], 4 + MaxBinary),
        ["binary data"] = (new BinaryData(new byte[5]), 4 + 5),
        ["the first moment of 1601"] = (_oldest, 8),
        ["the first date of 1601"] = (_oldest.UtcDateTime, 8),
        ["truth"] = (true, 1),
        ["number"] = (1, 4),
        ["long number"] = (1L, 8),
        ["fraction"] = (1.5, 8),
    };

    [Theory]
    [MemberData(nameof(BadEntities))]
    public void What_Azure_would_refuse_is_refused(string what)
    {
        var (entity, said) = _bad[what];
        Assert.Contains(said, Assert.Throws<InvalidOperationException>(() => TransactionGuard.Check(entity)).Message, StringComparison.Ordinal);
        Refused(said, Add(entity));
    }

    [Theory]
    [MemberData(nameof(GoodValues))]
    public void A_value_has_the_size_the_service_counts(string what)
    {
        var (value, size) = _good[what];
        var entity = new TableEntity("h00", "a") { ["Value"] = value };
        Assert.Equal(Bare + size, TransactionGuard.Check(entity));
    }

    [Fact]
    public void Keys_of_the_service_are_no_properties()
    {
        var entity = Filled(252, 1);
        var size = TransactionGuard.Check(entity);
        entity.Timestamp = _oldest;
        entity.ETag = new ETag("x");
        Assert.Contains("Timestamp", entity.Keys);
        Assert.Contains("odata.etag", entity.Keys);
        Assert.Equal(size, TransactionGuard.Check(entity));
    }

    [Fact]
    public void What_Azure_takes_passes()
    {
        Check([.. Enumerable.Range(0, 100).Select(each => Add(Entity($"r{each}", "𬭎")))]);
        Assert.Equal(4 + 2 * "h00a".Length + 252 * 8 + Enumerable.Range(0, 252).Sum(each => 2 * $"P{each}".Length) + 252 * 4, TransactionGuard.Check(Filled(252, 1)));
    }

    [Fact]
    public void One_mebibyte_is_the_largest_entity() => Assert.Equal(Mebibyte, TransactionGuard.Check(OfSize("a", Mebibyte)));

    [Fact]
    public void A_hundred_and_one_rows_are_refused() =>
        Refused("101 rows in one transaction", [.. Enumerable.Range(0, 101).Select(each => Add(Entity($"r{each}")))]);

    [Fact]
    public void No_row_at_all_is_refused() => Refused("0 rows in one transaction");

    [Fact]
    public void A_row_named_twice_is_refused() => Refused("a row twice in one transaction", Add(Entity("a")), Add(Entity("a")));

    [Fact]
    public void Two_partitions_are_refused() =>
        Refused("two partitions in one transaction", Add(Entity("a")), Add(new TableEntity("other", "b")));

    [Fact]
    public void A_merge_counts_what_is_in_the_row_already()
    {
        var stored = OfSize("a", Mebibyte);
        var (first, rest) = ((byte[])stored["P0"], (byte[])stored["Rest"]);
        stored[OperationId.Property] = "before";
        var change = new TableEntity("h00", "a") { ["P0"] = first[..^10], ["Rest"] = rest[..^10] };

        // Two values become ten bytes shorter, and the id of the operation is replaced, not added.
        Assert.Equal(Mebibyte - 20, TransactionGuard.Beside(stored, change) + TransactionGuard.Check(change));
        Check(Mebibyte);
        Assert.Contains("1048577 bytes of a row after a merge", Assert.Throws<InvalidOperationException>(() => Check(Mebibyte + 1)).Message, StringComparison.Ordinal);

        void Check(long whole)
        {
            var merged = new TableEntity("h00", "a") { ["P0"] = first, [OperationId.Property] = "op" };
            TransactionGuard.Check(new Transaction("h00", "op").Merge(merged, ETag.All, whole - TransactionGuard.Check(merged)));
        }
    }

    [Fact]
    public void Four_mebibytes_are_the_largest_transaction_as_it_is_sent()
    {
        // A binary value is sent in base64: three bytes take four.
        TableTransactionAction[] full = [.. ((string[])["a", "b", "c"]).Select(row => Add(OfSize(row, 1020 * 1024)))];
        Check(full);
        Refused("bytes in one transaction", [.. full, Add(Entity("d", new byte[32 * 1024]))]);

        // The SDK sends a Chinese character as six bytes.
        Check([.. Enumerable.Range(0, 21).Select(each => Add(Entity($"r{each}", new string('李', MaxText))))]);
        Refused("bytes in one transaction", [.. Enumerable.Range(0, 22).Select(each => Add(Entity($"r{each}", new string('李', MaxText))))]);
    }

    private static void Check(params TableTransactionAction[] actions) => TransactionGuard.Check(actions, new long[actions.Length]);

    private static void Refused(string said, params TableTransactionAction[] actions) => Assert.Contains(
        said, Assert.Throws<InvalidOperationException>(() => Check(actions)).Message, StringComparison.Ordinal);

    private static TableTransactionAction Add(TableEntity entity) => new(TableTransactionActionType.Add, entity, ETag.All);

    private static TableEntity Entity(string row, object? value = null) => new("h00", row) { ["Value"] = value };

    // An entity of exactly the given size in bytes: 16 binary properties, the last one as long as necessary.
    private static TableEntity OfSize(string row, int size)
    {
        var entity = Filled(15, new byte[MaxBinary], row);
        var rest = size - (int)TransactionGuard.Check(entity) - (8 + 2 * "Rest".Length + 4);
        entity["Rest"] = new byte[rest];
        return entity;
    }

    private static TableEntity Filled(int properties, object value, string row = "a")
    {
        var entity = new TableEntity("h00", row);
        foreach (var each in Enumerable.Range(0, properties))
        {
            entity[$"P{each}"] = value;
        }

        return entity;
    }
}
