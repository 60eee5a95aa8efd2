using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Seeding;

/// <summary>How much is seeded.</summary>
/// <param name="Talents">Talents with a pass, besides the one with many requests.</param>
/// <param name="Requests">Open requests of these talents, each the same number.</param>
/// <param name="OfOne">Requests of the one talent who has many; all but 20 of them are withdrawn.</param>
internal sealed record CitySize(int Talents, int Requests, int OfOne)
{
    /// <summary>Requests of ten for each talent, and some for one.</summary>
    public static CitySize Of(int requests, int ofOne) => new(Math.Max(1, requests / 10), requests, ofOne);
}

/// <summary>Somebody who was seeded.</summary>
/// <param name="Number">The number among the seeded people, which their name and documents are made of.</param>
/// <param name="TalentId">The talent's id.</param>
/// <param name="Token">A session token of the talent.</param>
internal sealed record SeededTalent(int Number, string TalentId, string Token);

/// <summary>What was seeded into an account, for the commands that use it.</summary>
/// <param name="Account">The account of the storage.</param>
/// <param name="Many">The talent with many requests.</param>
/// <param name="Talents">All others.</param>
/// <param name="Requests">Department → numbers of open requests, in the order in which they were filed.</param>
/// <param name="Staff">Account → session token: <c>desk-…</c>, <c>hall-0</c> … <c>hall-63</c>, <c>supervisor</c>.</param>
/// <param name="Example">The body of a filing, see <see cref="Template"/>.</param>
internal sealed record SeededCity(
    string Account,
    SeededTalent Many,
    IReadOnlyList<SeededTalent> Talents,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Requests,
    IReadOnlyDictionary<string, string> Staff,
    string Example)
{
    /// <summary>The service that is filed while measuring.</summary>
    public const string Service = "housing-rent-subsidy";

    private const string Home = "home-of-the-filing";

    /// <summary>The body of <c>POST /requests</c> with the example answers, in which each filing names another home.</summary>
    public static string Template(JsonElement example)
    {
        var answers = JsonNode.Parse(example.GetRawText())!.AsObject();
        answers["rentalAddress"] = Home;
        return new JsonObject { ["service"] = Service, ["answers"] = answers }.ToJsonString();
    }

    /// <summary>The body of a filing that repeats no other one.</summary>
    public byte[] Filing() => Encoding.UTF8.GetBytes(Example.Replace(Home, RandomSource.System.Id(12), StringComparison.Ordinal));

    /// <summary>The n-th talent, from the first again after the last.</summary>
    public SeededTalent Talent(int n) => Talents[n % Talents.Count];

    /// <summary>The n-th request of a department, from the first again after the last.</summary>
    public string Request(string department, int n) => Requests[department][n % Requests[department].Count];
}
