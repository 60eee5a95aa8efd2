using System.Globalization;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// The reminder rows of a shard in table <c>Talents</c>: <c>!d|yyyymmdd|number</c> for the next day a timer has to look at
/// a request, <c>!p|yyyy|number</c> for a date that reaches into a year whose calendar is not published. They are written
/// in the transaction that makes them true, so a timer reads what is due and nothing else. Owns their keys.
/// </summary>
public static class RequestReminders
{
    /// <summary>The rows whose day has come.</summary>
    public static (string From, string Before) Due(DateOnly today) => ("!d|", StorageKey.Join("!d", Day(today.AddDays(1))));

    /// <summary>The rows that wait for a year published by now.</summary>
    public static (string From, string Before) Published(int newestYear) => ("!p|", StorageKey.Join("!p", Year(newestYear + 1)));

    /// <summary>The request a row reminds of, as a key.</summary>
    public static string RequestKey(TableEntity row) => row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..];

    /// <summary>Moves a request's reminders with its step.</summary>
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
