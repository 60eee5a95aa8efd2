using System.Globalization;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// Lets the talent office record and remove partner cities (互认城市). A change takes effect here at once, and in every other
/// process within a minute.
/// </summary>
public sealed class ManagePartners(PartnerStore partners, CityKeys keys, HomeCity home, CurrentCatalogue currentCatalogue)
{
    // Limits the size of the trust list, which is stored in one row.
    private const int Most = 60;

    /// <summary>Records a partner and replaces an earlier record.</summary>
    /// <param name="cityCode">The GB/T 2260 code, six digits; not that of our own city.</param>
    /// <param name="input">What was sent about the partner.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The partner; <c>not_found</c> when the code is not six digits or is our own; <c>validation_failed</c>;
    /// <c>not_allowed_in_state</c> when there are 60 other partners already; <c>too_many_requests</c> when other changes were
    /// first in every attempt.
    /// </returns>
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

        switch (await partners.PutAsync(partner, Most, cancel))
        {
            case null:
                return Contest.Lost;
            case false:
                return new Refusal(RefusalCodes.NotAllowedInState, new Bilingual("互认城市已达上限。", "There are as many partner cities as there can be."))
                {
                    AllowedActions = [],
                };
        }

        await keys.RefreshAsync(cancel);
        return new Outcome<PartnerView>.Done(PartnerView.Of(partner, english));
    }

    /// <summary>
    /// Ends the recognition. From then on the city's codes have an unknown issuer. <c>not_found</c> when it is no partner;
    /// <c>too_many_requests</c> when other changes were first in every attempt.
    /// </summary>
    public async Task<Outcome<Nothing>> RemoveAsync(string cityCode, CancellationToken cancel)
    {
        if (Read(cityCode) is not { } city)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        switch (await partners.RemoveAsync(city, cancel))
        {
            case null:
                return Contest.Lost;
            case false:
                return new Refusal(RefusalCodes.NotFound);
        }

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
