using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>A public document as it is served: a signed list or a key set.</summary>
/// <param name="Bytes">The bytes of the document.</param>
/// <param name="ETag">The version; the same in every process.</param>
public sealed record SignedList(byte[] Bytes, string ETag)
{
    /// <summary>Makes a document whose version is a hash of its bytes.</summary>
    public static SignedList Of(byte[] bytes) =>
        new(bytes, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 8)));
}

/// <summary>Reads the public documents: the city's keys, its status lists and its partners.</summary>
public sealed class ReadLists(CityKeys keys, StatusListStore lists, StatusIndexes indexes, TimeProvider time)
{
    /// <summary>How long verifiers and caches between them may keep a status list.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a status list is served from memory. With the timer of 15 seconds, a revocation is public after at most about 25
    /// seconds. While storage is away, the last list is served as long as verifiers may use a list that they have.
    /// </summary>
    public static readonly CacheAges Ages = new(Fresh: TimeSpan.FromSeconds(5), Trusted: Kept, Usable: StatusListToken.OwnTimeToLive);

    private readonly ConcurrentDictionary<int, Cached<SignedList>> _kept = new();
    private volatile KeyDocument? _keys;

    /// <summary>The city's keys as a JWK set, made once for each reading of the ring. Usually no storage call.</summary>
    public async Task<SignedList> KeysAsync(CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        if (_keys is { } last && ReferenceEquals(last.View, view) && now <= last.Until)
        {
            return last.Document;
        }

        VerificationKey[] published = [.. view.Ring.Published(now).OrderBy(key => key.Kid.Value)];
        var until = published.Select(key => key.NotAfter).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var made = SignedList.Of(KeySetDocument.Render(published));
        _keys = new KeyDocument(view, until, made);
        return made;
    }

    /// <summary>The partner cities. Usually no storage call.</summary>
    public async Task<Outcome<Page<PartnerView>>> PartnersAsync(bool english, CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        return new Outcome<Page<PartnerView>>.Done(new Page<PartnerView>([.. view.Partners.Select(each => PartnerView.Of(each, english))], null));
    }

    /// <summary>
    /// The URLs of the city's status lists. One storage call, and one more for each list that is not in memory.
    /// </summary>
    public async Task<Outcome<StatusListsView>> StatusListsAsync(CancellationToken cancel)
    {
        var start = (await keys.CurrentAsync(cancel)).City.StatusUrl;
        var urls = new List<string>();
        var count = await indexes.ListsAsync(cancel);
        for (var number = 0; number < count; number++)
        {
            var name = number.ToString(CultureInfo.InvariantCulture);
            if (await StatusAsync(name, cancel) is Outcome<SignedList>.Done)
            {
                urls.Add(start + name);
            }
        }

        return new Outcome<StatusListsView>.Done(new StatusListsView(urls));
    }

    /// <summary>
    /// One of the city's status lists; <c>not_found</c> when there is none with this number. No storage call within ten seconds
    /// after the last one.
    /// </summary>
    public async Task<Outcome<SignedList>> StatusAsync(string list, CancellationToken cancel)
    {
        if (list.Length > 5 || !int.TryParse(list, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        return await FindAsync(number, cancel) is { } served ? new Outcome<SignedList>.Done(served) : new Refusal(RefusalCodes.NotFound);
    }

    // Only lists that exist are kept in memory. A list never ceases to exist.
    private async ValueTask<SignedList?> FindAsync(int number, CancellationToken cancel)
    {
        if (_kept.TryGetValue(number, out var known))
        {
            return await known.CurrentAsync(cancel);
        }

        return await ReadAsync(number, cancel) is { } list ? _kept.GetOrAdd(number, NewCache).Keep(list) : null;

        Cached<SignedList> NewCache(int each) => new(
            async stop => await ReadAsync(each, stop) ?? throw new InvalidDataException($"Status list {each} is missing."), Ages, time);
    }

    private async Task<SignedList?> ReadAsync(int number, CancellationToken cancel) =>
        await lists.FindAsync(number, cancel) is { } stored ? SignedList.Of(stored.Token) : null;

    /// <summary>The JWK set of a view; one of its keys ends after <c>Until</c>.</summary>
    private sealed record KeyDocument(KeyView View, DateTimeOffset Until, SignedList Document);
}

/// <summary>The URLs of the city's status lists (draft-ietf-oauth-status-list, section 9: aggregation).</summary>
/// <param name="StatusLists">The URLs, in the order of the lists' numbers.</param>
public sealed record StatusListsView([property: JsonPropertyName("status_lists")] IReadOnlyList<string> StatusLists);

/// <summary>A partner city in the public list.</summary>
/// <param name="CityCode">The GB/T 2260 code.</param>
/// <param name="City">The name of the city.</param>
/// <param name="KeySource">The URL at which it publishes its keys; absent when the keys were exchanged by hand.</param>
/// <param name="StatusUrl">The start of the URLs of its status lists; absent when it has none.</param>
/// <param name="Services">The ids of the services that both cities share.</param>
/// <param name="Keys">The ids of its keys that our city trusts.</param>
public sealed record PartnerView(
    string CityCode, string City, string? KeySource, string? StatusUrl, IReadOnlyList<string> Services, IReadOnlyList<string> Keys)
{
    /// <summary>Makes the view of a partner.</summary>
    public static PartnerView Of(PartnerCity partner, bool english) => new(
        partner.CityCode.ToString("d6", CultureInfo.InvariantCulture),
        partner.City.In(english),
        partner.KeySource,
        partner.StatusUrl,
        partner.Services,
        [.. partner.Keys.Select(key => key.Kid)]);
}
