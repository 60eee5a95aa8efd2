using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>The row of a subject as it was found.</summary>
/// <param name="Key">The row key.</param>
/// <param name="Version">The version of the row; null when there is none yet.</param>
/// <param name="Earlier">The number of the request that the new one repeats; null when it repeats none.</param>
public sealed record RepeatedSubject(string Key, ETag? Version = null, string? Earlier = null);

/// <summary>
/// The rows that find repeated filings: <c>tid|2r|hash</c> in table <c>Talents</c> names the last request of a talent for a service
/// and a subject. The transaction of a filing adds the row, so of two equal filings at the same moment one fails, and a filing
/// that repeats nothing needs no read. The hash is keyed, because the subject may be a document number. Only this class knows these
/// keys.
/// </summary>
/// <param name="table">The table of the requests.</param>
/// <param name="index">Makes the hash.</param>
/// <param name="store">Reads the earlier requests.</param>
/// <param name="numbers">Makes their numbers.</param>
public sealed class RepeatRows(TalentsTable table, BlindIndex index, RequestStore store, RequestNumbers numbers)
{
    private const string Request = "Request";

    /// <summary>The row of what a filing is about, not read yet; null when the service may be filed as often as one likes.</summary>
    public RepeatedSubject? Of(string talentId, ServiceItem service, JsonElement answers) => service.Repeat is { } rule
        ? new RepeatedSubject(StorageKey.Join(talentId, "2r", index.Of("repeat", $"{service.Id}\n{string.Join('\n', rule.Subject.Select(each => Normal(answers, each)))}")))
        : null;

    /// <summary>
    /// Reads the row, and the request that it names. One storage call; two or three when there is a row.
    /// </summary>
    /// <param name="subject">The row.</param>
    /// <param name="talentId">The talent.</param>
    /// <param name="service">The service with its rule.</param>
    /// <param name="today">The legal day.</param>
    /// <param name="cancel">Stops the reads.</param>
    public async Task<RepeatedSubject> FindAsync(
        RepeatedSubject subject, string talentId, ServiceItem service, DateOnly today, CancellationToken cancel)
    {
        if (await table.FindAsync(Shard.Of(talentId), subject.Key, cancel) is not { } row)
        {
            return subject with { Version = null, Earlier = null };
        }

        var earlier = await store.FindStateAsync(numbers.For(talentId, row.GetString(Request)), cancel);
        // A won appeal stands in place of the refusal.
        if (earlier?.Course.AppealedAs is { } appeal && numbers.Parse(appeal) is { } appealed
            && await store.FindStateAsync(appealed, cancel) is { } again && Counts(again, service.Repeat!, today))
        {
            earlier = again;
        }

        return subject with { Version = row.ETag, Earlier = earlier is not null && Counts(earlier, service.Repeat!, today) ? earlier.Ref.Number : null };
    }

    /// <summary>
    /// Adds the row of a new request to its transaction. The transaction is lost when the row is not as it was found.
    /// </summary>
    public static void Name(Transaction transaction, RepeatedSubject subject, RequestRef request)
    {
        var row = new TableEntity(transaction.Partition, subject.Key) { [Request] = request.RequestId };
        _ = subject.Version is { } version ? transaction.Replace(row, version) : transaction.Add(row);
    }

    // A request that was refused, withdrawn or ended otherwise may be filed again at once.
    private static bool Counts(RequestCase earlier, RepeatRule rule, DateOnly today) =>
        earlier.State != RequestState.Refused
        && (!earlier.IsClosed
            || (earlier is { DecidedAt: { } decided, Ending: null, Course.Reason: null }
                && (rule.Once || (rule.Months is { } months && today < LegalDay.Of(decided).AddMonths(months)))));

    // Case, spaces, hyphens and full-width forms make no difference.
    private static string Normal(JsonElement answers, string field)
    {
        var text = !answers.TryGetProperty(field, out var value) ? ""
            : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return string.Concat(NormalForm.HalfWidthOf(text).Where(each =>
            !char.IsWhiteSpace(each) && CharUnicodeInfo.GetUnicodeCategory(each) is not (UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control)))
            .ToUpperInvariant();
    }
}
