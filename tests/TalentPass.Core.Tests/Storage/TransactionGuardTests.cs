using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

/// <summary>What Azurite takes and Azure does not is refused before it is sent.</summary>
public sealed class TransactionGuardTests
{
    private static readonly DateTimeOffset TooOld = new(1600, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, TableEntity> BadEntities => new()
    {
        { "slash", Entity("a/b") },
        { "upper case", Entity("A") },
        { "empty key", Entity("") },
        { "a key of 201 characters", Entity(new string('a', 201)) },
        { "a name in a key", Entity("李伟") },
        { "text over 32 Ki characters", Entity("a", new string('x', 32 * 1024 + 1)) },
        { "binary over 64 KiB", Entity("a", new byte[64 * 1024 + 1]) },
        { "a date before 1601", Entity("a", TooOld) },
        { "decimal, which would turn into double", Entity("a", 1.5m) },
        { "253 properties", Filled(253, 1) },
        { "over 1 MiB", Filled(17, new byte[63 * 1024]) },
    };

    [Theory]
    [MemberData(nameof(BadEntities))]
    public void What_Azure_would_refuse_is_refused(string what, TableEntity entity)
    {
        Assert.NotEmpty(what);
        Assert.Throws<InvalidOperationException>(() => TransactionGuard.Check(entity));
        Assert.Throws<InvalidOperationException>(() => TransactionGuard.Check([Add(entity)]));
    }

    [Fact]
    public void What_Azure_takes_passes()
    {
        TransactionGuard.Check([.. Enumerable.Range(0, 100).Select(each => Add(Entity($"r{each}", "𬭎")))]);
        Assert.Equal(4 + 2 * "h00a".Length + 252 * 8 + Enumerable.Range(0, 252).Sum(each => 2 * $"P{each}".Length) + 252 * 4, TransactionGuard.Check(Filled(252, 1)));
    }

    [Fact]
    public void A_hundred_and_one_rows_are_refused() => Assert.Throws<InvalidOperationException>(
        () => TransactionGuard.Check([.. Enumerable.Range(0, 101).Select(each => Add(Entity($"r{each}")))]));

    [Fact]
    public void No_row_at_all_is_refused() => Assert.Throws<InvalidOperationException>(() => TransactionGuard.Check(Array.Empty<TableTransactionAction>()));

    [Fact]
    public void A_row_named_twice_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => TransactionGuard.Check([Add(Entity("a")), Add(Entity("a"))]));

    [Fact]
    public void Two_partitions_are_refused() => Assert.Throws<InvalidOperationException>(
        () => TransactionGuard.Check([Add(Entity("a")), Add(new TableEntity("other", "b"))]));

    [Fact]
    public void Over_4_MiB_is_refused() => Assert.Throws<InvalidOperationException>(
        () => TransactionGuard.Check([.. Enumerable.Range(0, 5).Select(each => Add(Filled(14, new byte[63 * 1024], $"r{each}")))]));

    private static TableTransactionAction Add(TableEntity entity) => new(TableTransactionActionType.Add, entity, ETag.All);

    private static TableEntity Entity(string row, object? value = null) => new("h00", row) { ["Value"] = value };

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
