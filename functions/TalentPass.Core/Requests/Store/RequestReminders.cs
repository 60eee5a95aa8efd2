using System.Globalization;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// The reminder rows of a shard in table <c>Talents</c>: <c>!d|yyyymmdd|number</c> for the next day on which a timer step of a
/// request is due, <c>!p|yyyy|number</c> for the year without a published calendar that can move one of its dates. They are
/// written in the transaction that changes the request, so the timers can read only what is due. Only this class knows
/// these keys.
/// </summary>
public static class RequestReminders
{
    /// <summary>The key range of the rows whose day has come.</summary>
    public static (string From, string Before) Due(DateOnly today) => ("!d|", StorageKey.Join("!d", Day(today.AddDays(1))));

    /// <summary>The key range of the rows that wait for a year whose calendar is published now.</summary>
    public static (string From, string Before) Published(int newestYear) => ("!p|", StorageKey.Join("!p", Year(newestYear + 1)));

    /// <summary>The request's number in a row key, in the form for storage keys.</summary>
    public static string RequestKey(TableEntity row) => row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..];

    /// <summary>Adds to the transaction of a step the changes of the request's reminders.</summary>
    public static void Move(Transaction transaction, RequestCase? before, RequestCase after)
    {
        Move(transaction, Key(before?.Course.RemindOn, after), Key(after.Course.RemindOn, after));
        Move(transaction, Key(before?.Course.UnpublishedYear, after), Key(after.Course.UnpublishedYear, after));
    }

    private static void Move(Transaction transaction, string? from, string? to)
    {
        if (from == to)
        {
            return;
        }

        _ = from is null ? transaction : transaction.Delete(from);
        _ = to is null ? transaction : transaction.Put(new TableEntity(transaction.Partition, to));
    }

    private static string? Key(DateOnly? day, RequestCase request) => day is { } some ? StorageKey.Join("!d", Day(some), request.Ref.Key) : null;

    private static string? Key(int? year, RequestCase request) => year is { } some ? StorageKey.Join("!p", Year(some), request.Ref.Key) : null;

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Year(int year) => StorageKey.Number(year, 4);
}
