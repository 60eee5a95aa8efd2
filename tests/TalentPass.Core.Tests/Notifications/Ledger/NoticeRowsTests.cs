using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Notifications.Ledger;

public sealed class NoticeRowsTests
{
    private const string Talent = "7k2m9qxw";
    private static readonly DateTimeOffset _at = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Newer_notices_come_first()
    {
        string[] keys = [.. new[] { 0, 1, 60, 86_400, 40_000_000 }.Select(seconds => NoticeRows.Key(Talent, NoticeRows.Id(_at.AddSeconds(seconds), "a-0001")))];
        Assert.Equal(keys.Reverse(), keys.Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.StartsWith(NoticeRows.Prefix(Talent), key, StringComparison.Ordinal));
        // The row of the channels stands outside of the list.
        Assert.False(ChannelStore.Key(Talent).StartsWith(NoticeRows.Prefix(Talent), StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_span_holds_both_its_ends_and_nothing_else()
    {
        var (from, before) = NoticeRows.Between(Talent, _at, _at.AddHours(1));
        Assert.Equal([false, true, true, true, false], new[] { -TimeSpan.FromTicks(1), TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) }
            .Select(each => NoticeRows.Key(Talent, NoticeRows.Id(_at + each, "a-0001")) is var key && string.CompareOrdinal(key, from) >= 0 && string.CompareOrdinal(key, before) < 0));
    }

    [Theory]
    [InlineData("7068400000000000000-7k2m9qxw-0001", true)]
    [InlineData("7068400000000000000-wechat", true)]
    [InlineData("", false)]
    [InlineData("7068400000000000000", false)]
    [InlineData("7068400000000000000|7k2m9qxw-0001", false)]
    [InlineData("7068400000000000000/7k2m9qxw-0001", false)]
    [InlineData("7068400000000000000-\n7k2m9qxw", false)]
    public void An_id_is_told_from_anything_else(string id, bool is_one) => Assert.Equal(is_one, NoticeRows.IsId(id));

    [Fact]
    public void An_id_has_an_end() => Assert.Equal((true, false), (NoticeRows.IsId(new string('a', 79)), NoticeRows.IsId(new string('a', 80))));

    [Fact]
    public void A_row_of_the_outbox_is_due_when_it_is_late_and_need_not_wait()
    {
        var notice = new Notification(Talent, NoticeRows.Id(_at, "a-0001"), new NoticeContent("accepted", _at));
        var row = NoticeOutbox.Row(notice);
        var (key, patience) = (row.RowKey, TimeSpan.FromSeconds(30));
        Assert.Equal(NoticeOutbox.Key(_at, Talent, notice.Id), key);
        Assert.InRange(key, NoticeOutbox.Range.From, NoticeOutbox.Range.Before);
        row.Timestamp = _at;
        Assert.Null(NoticeOutbox.Due(row, _at, _at + patience - TimeSpan.FromTicks(1), patience));
        Assert.Equal(new NoticeAddedV1(Talent, notice.Id, key), NoticeOutbox.Due(row, _at, _at + patience, patience));

        row["NotBefore"] = NoticeOutbox.Waits(Talent, key, _at.AddHours(1))["NotBefore"];
        Assert.Null(NoticeOutbox.Due(row, _at.AddHours(1) - TimeSpan.FromTicks(1), _at.AddDays(1), patience));
        Assert.NotNull(NoticeOutbox.Due(row, _at.AddHours(1), _at.AddDays(1), patience));
    }

    [Fact]
    public void What_changes_while_it_is_sent_leaves_the_content_and_the_reading_alone()
    {
        var told = new Notification(Talent, "n", new NoticeContent("accepted", _at)) { ReadAt = _at, ToldAt = _at, ToldBy = "sms", Version = new ETag("x") }
            .With(new ChannelState("sms", ChannelStates.Told, _at, 2));
        Assert.Equal(["Channels", "PartitionKey", "RowKey", "ToldAt", "ToldBy"], NoticeRows.Change(told).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""[{"channel":"sms","state":"told","at":"2026-11-27T12:00:00+00:00","tries":2}]""", NoticeRows.Change(told).GetString("Channels").Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.False(NoticeRows.IsRead(new TableEntity(Shard.Of(Talent), "r")));
        Assert.True(NoticeRows.IsRead(NoticeRows.Read(new TableEntity(Shard.Of(Talent), "r"), _at)));
    }
}
