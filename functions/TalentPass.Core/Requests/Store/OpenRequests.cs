using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>An open request as a scan shows it.</summary>
/// <param name="Number">The request's number.</param>
/// <param name="Service">The service's id.</param>
/// <param name="State">The published name of the state.</param>
public sealed record OpenRequest(string Number, string Service, string State);

/// <summary>
/// The rows of a talent's open requests: <c>tid|2o|rid</c> in table <c>Talents</c>, newest first. They are written in the
/// transaction that changes the request and deleted when it is closed. Their range is behind the passes and before the states of
/// all requests, so a scan reads the pass and the open requests in one range, however many requests the talent ever filed. Only
/// this class knows these keys.
/// </summary>
public static class OpenRequests
{
    /// <summary>The properties that a scan reads, besides the keys.</summary>
    internal static readonly string[] Columns = ["Number", "Service", "State"];

    /// <summary>The key behind the last row of a talent's open requests.</summary>
    public static string End(string talentId) => TableFilter.Next(Prefix(talentId));

    /// <summary>The filter for all open requests of a talent.</summary>
    public static string Filter(string talentId) => TableFilter.Prefix(Shard.Of(talentId), Prefix(talentId));

    /// <summary>The open requests among the rows of a talent, in their order.</summary>
    public static IEnumerable<OpenRequest> Of(string talentId, IEnumerable<TableEntity> rows)
    {
        var prefix = Prefix(talentId);
        return rows
            .Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
            .Select(row => new OpenRequest(row.GetString("Number"), row.GetString("Service"), row.GetString("State")));
    }

    /// <summary>Adds to the transaction of a step what it changes in these rows.</summary>
    internal static void Move(Transaction transaction, RequestCase? before, RequestCase after)
    {
        var wasOpen = before is { IsClosed: false };
        if (after.IsClosed)
        {
            _ = wasOpen ? transaction.Delete(Key(after.Ref)) : transaction;
        }
        else if (!wasOpen || before!.State != after.State)
        {
            transaction.Put(new TableEntity(transaction.Partition, Key(after.Ref))
            {
                ["Number"] = after.Ref.Number,
                ["Service"] = after.Service,
                ["State"] = after.PublishedState(),
            });
        }
    }

    private static string Prefix(string talentId) => $"{talentId}|2o|";

    private static string Key(RequestRef request) => StorageKey.Join(request.TalentId, "2o", request.RequestId);
}
