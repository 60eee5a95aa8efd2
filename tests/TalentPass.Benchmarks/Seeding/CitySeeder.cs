using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;

namespace TalentPass.Benchmarks.Seeding;

/// <summary>
/// Fills an account through the product's own operations: talents with passes, their requests, delivered to the desks. The same
/// size gives the same people and the same requests; ids differ.
/// </summary>
internal sealed class CitySeeder(IServiceProvider services)
{
    private const int StillOpen = 20;
    private const int HallStaff = 64;
    private static readonly Actor _office = new("office", "office", Roles.Office, null, null);
    private static readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = 16 };

    // Which of ten requests goes to which service: large desks and small ones.
    private static readonly string[] _services =
    [
        SeededCity.Service, "settlement", "medical-green-lane", "family-placement", SeededCity.Service,
        "housing-purchase-subsidy", "settlement", "medical-green-lane", "family-placement", "school-enrolment",
    ];

    // One talent in fifty files for it, so its desk is the smallest.
    private const string RarestService = "coordination";
    private const int Rarity = 50;

    // The child of the example is not on record.
    private static readonly SubmittedMaterial[] _birthCertificate = [new("birth-certificate")];

    // Requests are filed over four days, so that their ids differ and none is due.
    private static readonly TimeSpan _tokensLast = TimeSpan.FromHours(23);
    private static readonly TimeSpan _period = TimeSpan.FromDays(4);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, string>> _filed = new(StringComparer.Ordinal);

    /// <summary>Fills the account on which the services work.</summary>
    public async Task<SeededCity> RunAsync(string account, CitySize size)
    {
        var talents = new SeededTalent[size.Talents + 1];
        await Parallel.ForAsync(0, talents.Length, _parallel, async (n, _) => talents[n] = await RegisterAsync(n));
        var catalogue = (await services.GetRequiredService<CurrentCatalogue>()(default)).Content;
        var examples = _services.Append(RarestService).Distinct().ToDictionary(each => each, each => catalogue.Service(each)!.Example);
        var perTalent = size.Requests / size.Talents;
        await Parallel.ForAsync(0, size.Talents, _parallel, async (n, _) =>
        {
            for (var i = 0; i < perTalent; i++)
            {
                var at = (n * perTalent) + i;
                var receipt = await FileAsync(talents[n + 1], Service(n, i), examples, at * (_period / size.Requests));
                _filed.GetOrAdd(receipt.Department, static _ => new())[at] = receipt.Number;
            }
        });
        for (var n = 0; n < size.OfOne; n++)
        {
            var receipt = await FileAsync(talents[0], SeededCity.Service, examples, n * (_period / size.OfOne));
            if (n >= StillOpen)
            {
                await WithdrawAsync(talents[0], receipt.Number);
            }
        }

        await DeskDelivery.RunAsync(services);
        await services.GetRequiredService<PublishStatusLists>().RunAsync(default);
        return new SeededCity(
            account,
            talents[0],
            talents[1..],
            _filed.ToDictionary(each => each.Key, each => (IReadOnlyList<string>)[.. each.Value.OrderBy(one => one.Key).Select(one => one.Value)]),
            await StaffAsync(),
            SeededCity.Template(examples[SeededCity.Service]));
    }

    private static string Service(int talent, int request) =>
        request == 0 && talent % Rarity == 0 ? RarestService : _services[request % _services.Length];

    private async Task<SeededTalent> RegisterAsync(int n)
    {
        var recorded = Made(await services.GetRequiredService<RegisterTalent>().RunAsync(_office, SeededPeople.Registration(n), null, default));
        var actor = SeededPeople.Actor(n, recorded.TalentId);
        Made(await services.GetRequiredService<IssuePass>().RunAsync(actor, null, true, default));
        return new SeededTalent(n, recorded.TalentId, (await services.GetRequiredService<SessionTokens>().IssueAsync(actor, default, _tokensLast)).Token);
    }

    private async Task<RequestReceipt> FileAsync(SeededTalent talent, string service, Dictionary<string, JsonElement> examples, TimeSpan at)
    {
        MovedTime.By = at - _period;
        try
        {
            return Made(await services.GetRequiredService<SubmitRequest>().RunAsync(
                SeededPeople.Actor(talent.Number, talent.TalentId), new RequestSubmission(service, examples[service], service == "school-enrolment" ? _birthCertificate : [], ConfirmRepeat: true), null, true, default));
        }
        finally
        {
            MovedTime.By = TimeSpan.Zero;
        }
    }

    private async Task WithdrawAsync(SeededTalent talent, string number) => Made(await services.GetRequiredService<ActAsTalent>().RunAsync(
        SeededPeople.Actor(talent.Number, talent.TalentId), number, new WithdrawRequest("不再需要"), null, true, default));

    private async Task<Dictionary<string, string>> StaffAsync()
    {
        IEnumerable<Actor> staff =
        [
            .. StorageLayout.Departments.Select(each => new Actor($"desk-{each}", "desk", Roles.Desk, each, null)),
            .. Enumerable.Range(0, HallStaff).Select(each => new Actor(string.Create(CultureInfo.InvariantCulture, $"hall-{each}"), "hall", Roles.Hall, null, null)),
            new Actor("supervisor", "supervisor", Roles.Supervisor, null, null),
        ];
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var actor in staff)
        {
            tokens[actor.Account] = (await services.GetRequiredService<SessionTokens>().IssueAsync(actor, default, _tokensLast)).Token;
        }

        return tokens;
    }

    private static T Made<T>(Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Created created => created.Value,
        Outcome<T>.Done done => done.Value,
        Outcome<T>.Refused { Reason: var reason } => throw new InvalidOperationException($"{reason.Code} {JsonSerializer.Serialize(reason.Errors)}"),
        _ => throw new InvalidOperationException("An outcome is one of three."),
    };
}
