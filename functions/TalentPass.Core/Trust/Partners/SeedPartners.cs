using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Trust.Partners;

/// <summary>
/// Reads the partner cities of the seed files: <c>partners.json</c>, and for trying the product <c>demo/partners.json</c>. The
/// private keys of the demo partners are public.
/// </summary>
public static class SeedPartners
{
    private const string File = "partners.json";
    private const string DemoFile = "demo/partners.json";
    private static readonly string[] _lists = ["keys", "tiers", "entitlements"];

    /// <summary>The files that <see cref="ReadAll"/> reads.</summary>
    public static IReadOnlyList<string> Files(bool demo) => demo ? [File, DemoFile] : [File];

    /// <summary>Reads the partners. When a city is in both files, the demo file decides.</summary>
    /// <param name="seeds">The folder of the seed files.</param>
    /// <param name="demo">Whether to read the demo file too.</param>
    /// <exception cref="SeedException">A file has a wrong form.</exception>
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

            // Members that the product does not use are ignored, for example the private part of a demo key.
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
