using System.Globalization;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>The talent office's hand on the partner cities (互认城市): what it records counts here at once, and in every other process within a minute.</summary>
public sealed class ManagePartners(PartnerStore partners, CityKeys keys, HomeCity home, CurrentCatalogue currentCatalogue)
{
    // Bounds the trust list, which is one row.
    private const int Most = 60;

    /// <summary>Records a partner, whatever was recorded before.</summary>
    /// <param name="cityCode">GB/T 2260, six digits; not our own.</param>
    /// <param name="input">What is said of it.</param>
    /// <param name="english">The language.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The partner; <c>not_found</c> for a code that is none, <c>validation_failed</c>, <c>not_allowed_in_state</c> beyond 60 partners.</returns>
    public async Task<Outcome<PartnerView>> PutAsync(string cityCode, PartnerInput input, bool english, CancellationToken cancel)
    {
        if (Read(cityCode) is not { } city)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        var read = PartnerReader.Read(city, input, service => catalogue.Service(service) is not null);
        if (read is not Outcome<PartnerCity>.Done { Value: var partner })
        {
            return read.Map(each => PartnerView.Of(each, english));
        }

        var known = await partners.ListAsync(cancel);
        if (known.Count >= Most && known.All(each => each.CityCode != city))
        {
            return new Refusal(RefusalCodes.NotAllowedInState, new Bilingual("互认城市已达上限。", "There are as many partner cities as there can be."))
            {
                AllowedActions = [],
            };
        }

        await partners.PutAsync(partner, cancel);
        await keys.RefreshAsync(cancel);
        return new Outcome<PartnerView>.Done(PartnerView.Of(partner, english));
    }

    /// <summary>Ends the recognition: the city's codes are unknown from then on. <c>not_found</c>.</summary>
    public async Task<Outcome<Nothing>> RemoveAsync(string cityCode, CancellationToken cancel)
    {
        if (Read(cityCode) is not { } city || (await partners.ListAsync(cancel)).All(each => each.CityCode != city))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await partners.RemoveAsync(city, cancel);
        await keys.RefreshAsync(cancel);
        return new Outcome<Nothing>.Done(Nothing.Value);
    }

    private int? Read(string cityCode) =>
        cityCode.Length == 6
        && int.TryParse(cityCode, NumberStyles.None, CultureInfo.InvariantCulture, out var city)
        && city >= 100_000
        && city != home.Code
            ? city
            : null;
}
