using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Trust.Partners;

/// <summary>The partner cities of the seeds: <c>partners.json</c>, and for trying the product <c>demo/partners.json</c>, whose keys everybody knows.</summary>
public static class SeedPartners
{
    private const string File = "partners.json";
    private const string DemoFile = "demo/partners.json";
    private static readonly string[] _lists = ["keys", "tiers", "entitlements"];

    /// <summary>Reads them; of a city that is in both files the demo's counts.</summary>
    /// <param name="seeds">The folder.</param>
    /// <param name="demo">Whether the demo's are wanted.</param>
    /// <exception cref="SeedException">A file cannot be used.</exception>
    public static IReadOnlyList<PartnerCity> ReadAll(SeedFolder seeds, bool demo)
    {
        var partners = Read(seeds, File).ToDictionary(partner => partner.CityCode);
        foreach (var partner in demo ? Read(seeds, DemoFile) : [])
        {
            partners[partner.CityCode] = partner;
        }

        return [.. partners.Values.OrderBy(partner => partner.CityCode)];
    }

    private static IEnumerable<PartnerCity> Read(SeedFolder seeds, string file) =>
        (seeds.ReadObject(file)["partners"] as JsonArray ?? throw new SeedException([$"{file}: no partners."]))
            .Select((each, i) => Read(each!.AsObject(), $"{file}#/partners/{i}"));

    private static PartnerCity Read(JsonObject partner, string place)
    {
        try
        {
            var city = int.Parse((string?)partner["cityCode"] ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
            foreach (var list in _lists.Where(name => !partner.ContainsKey(name)))
            {
                partner[list] = new JsonArray();
            }

            // The members the product has no use for, such as a demo key's private part, are left where they are.
            var input = partner.Deserialize(PartnerInputJson.Default.PartnerInput) ?? throw new JsonException("null");
            return PartnerReader.Read(city, input, _ => true) switch
            {
                Outcome<PartnerCity>.Done done => done.Value,
                Outcome<PartnerCity>.Refused { Reason.Errors: { } errors } =>
                    throw new SeedException(errors.Select(each => $"{place}{each.Key} {string.Join(',', each.Value)}")),
                _ => throw new SeedException([place]),
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            throw new SeedException([$"{place}: {unreadable.Message}"]);
        }
    }
}
