using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <summary>
/// Where an open request is in the lists of its desk: the list of all, the list of those that one account (or nobody) has claimed,
/// and the list of its state. Each list has a key range of its own, so a page of any of them is one read.
/// </summary>
/// <param name="Tail">
/// The part of the row key that is the same in each list: <c>due|tier|number</c>. It sorts by due date, then by tier (the higher
/// tier first), then by number.
/// </param>
/// <param name="As">What the request counts as.</param>
public sealed record DeskPlace(string Tail, CountedAs As)
{
    /// <summary>The key prefix of the list of all open requests.</summary>
    public const string All = "o|";

    private const int AccountBytes = 10;

    /// <summary>The key prefix of the list of an account; of the unclaimed requests for null.</summary>
    public static string OfAssignee(string? account) => account is null
        ? "a|-|"
        : $"a|{Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(account)).AsSpan(0, AccountBytes))}|";

    /// <summary>The key prefix of the list of a state.</summary>
    public static string OfState(string state) => $"t|{state}|";

    /// <summary>The place of an entry.</summary>
    public static DeskPlace Of(DeskEntry entry) => new(
        StorageKey.Join(
            (entry.Due ?? DateOnly.MaxValue).ToString("yyyyMMdd", CultureInfo.InvariantCulture), StorageKey.Number(entry.Tier, 1), entry.RequestKey),
        CountedAs.Of(entry));

    /// <summary>The place of a request; null when it is closed or has not arrived at a desk.</summary>
    public static DeskPlace? Of(RequestCase request) => request.IsClosed || !request.IsAtDesk ? null : Of(DeskEntry.Of(request));

    /// <summary>The row keys of the entry, one for each list.</summary>
    public IReadOnlyList<string> Keys => [All + Tail, OfAssignee(As.ClaimedBy) + Tail, OfState(As.State) + Tail];
}
