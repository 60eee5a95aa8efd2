using System.Globalization;
using System.Text.Json.Serialization;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>A signed list as it is served.</summary>
/// <param name="Bytes">The COSE message.</param>
/// <param name="ETag">Its version, the same at every instance.</param>
public sealed record SignedList(byte[] Bytes, string ETag)
{
    /// <summary>A list whose version is the hash of its bytes.</summary>
    public static SignedList Of(byte[] bytes) =>
        new(bytes, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 8)));
}

/// <summary>What everybody may read: the city's keys, its status lists, its partners.</summary>
public sealed class ReadLists(CityKeys keys, StatusListStore lists, StatusIndexes indexes, TimeProvider time)
{
    /// <summary>How long a status list is served from memory: a revocation is out 15 + 10 seconds later.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    // A list is 32 KiB at most; a thousand reach further than the passes of any city.
    private const int MostKept = 1000;

    private readonly Cache<int, SignedList> _kept = new(Kept, MostKept, time);

    /// <summary>The city's keys as a JWK set. No storage call as a rule.</summary>
    public async Task<SignedList> KeysAsync(CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        return SignedList.Of(KeySetDocument.Render(view.Ring.Published(time.GetUtcNow()).OrderBy(key => key.Kid.Value)));
    }

    /// <summary>The partner cities. No storage call as a rule.</summary>
    public async Task<Outcome<Page<PartnerView>>> PartnersAsync(bool english, CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        return new Outcome<Page<PartnerView>>.Done(new Page<PartnerView>([.. view.Partners.Select(each => PartnerView.Of(each, english))], null));
    }

    /// <summary>Where every status list of the city is. One call, and one for each list that was not served lately.</summary>
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

    /// <summary>One of the city's status lists; <c>not_found</c>. No storage call within ten seconds of the last.</summary>
    public async Task<Outcome<SignedList>> StatusAsync(string list, CancellationToken cancel)
    {
        if (list.Length > 5 || !int.TryParse(list, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        return await _kept.FindAsync(number, async each => await lists.FindAsync(each, cancel) is { } stored ? SignedList.Of(stored.Token) : null) is { } served
            ? new Outcome<SignedList>.Done(served)
            : new Refusal(RefusalCodes.NotFound);
    }
}

/// <summary>The city's status lists (draft-ietf-oauth-status-list, section 9: aggregation).</summary>
/// <param name="StatusLists">The address of each, the first one first.</param>
public sealed record StatusListsView([property: JsonPropertyName("status_lists")] IReadOnlyList<string> StatusLists);

/// <summary>A partner city as published.</summary>
/// <param name="CityCode">GB/T 2260.</param>
/// <param name="City">What people call it.</param>
/// <param name="KeySource">Where its keys come from; absent when they were exchanged by hand.</param>
/// <param name="StatusUrl">Where its status lists are.</param>
/// <param name="Services">The services both cities share.</param>
/// <param name="Keys">The ids of the keys that are believed.</param>
public sealed record PartnerView(
    string CityCode, string City, string? KeySource, string? StatusUrl, IReadOnlyList<string> Services, IReadOnlyList<string> Keys)
{
    /// <summary>The view of a partner.</summary>
    public static PartnerView Of(PartnerCity partner, bool english) => new(
        partner.CityCode.ToString("d6", CultureInfo.InvariantCulture),
        partner.City.In(english),
        partner.KeySource,
        partner.StatusUrl,
        partner.Services,
        [.. partner.Keys.Select(key => key.Kid)]);
}
