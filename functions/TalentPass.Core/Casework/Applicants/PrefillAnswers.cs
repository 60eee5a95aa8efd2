using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>Answers that the city already knows, for the applicant to confirm.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Answers">The answers, by field.</param>
/// <param name="From">
/// The source of each answer, by field: <c>profile</c>, <c>family</c>, or the number of an earlier request.
/// </param>
/// <param name="Entitlement">Whether the talent meets the conditions of the service, and why or why not.</param>
public sealed record PrefillView(string Service, JsonElement Answers, IReadOnlyDictionary<string, string> From, EntitlementView? Entitlement = null);

/// <summary>
/// Fills a form with answers that the city already knows, so that nobody is asked twice (浙规 7). The sources are the profile,
/// the family, and the talent's answers to fields of the same name in the last three requests. An answer that the form would
/// refuse today is left out.
/// </summary>
public sealed class PrefillAnswers(TalentStore talents, RequestStore requests, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    private const int EarlierRequests = 3;

    // Fields that belong to one matter only, so an earlier answer is never used again.
    private static readonly string[] _never = ["description", "subject", "matter", "guardianConsent"];

    /// <summary>Finds the known answers; <c>not_found</c> for an unknown service. Three calls.</summary>
    public async Task<Outcome<PrefillView>> RunAsync(Actor actor, string serviceId, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        if (catalogue.Service(serviceId) is not { } service)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (actor.TalentId is not { } talentId || await talents.FindDetailsAsync(talentId, cancel) is not { } talent)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        var (answers, from) = (new JsonObject(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var (field, value, source) in Profile(talent, LegalDay.Today(time)).Concat(await EarlierAsync(talentId, cancel)))
        {
            if (!from.ContainsKey(field) && !_never.Contains(field) && FormRules.HasField(service.Form, field))
            {
                answers[field] = value?.DeepClone();
                from[field] = source;
            }
        }

        foreach (var pointer in AnswerCheck.Check(service, JsonSerializer.SerializeToElement(answers, PrefillJson.Default.JsonObject), LegalDay.Today(time))?.Errors?.Keys ?? [])
        {
            var field = pointer.Split('/').ElementAtOrDefault(2) ?? "";
            answers.Remove(field);
            from.Remove(field);
        }

        return new Outcome<PrefillView>.Done(new PrefillView(serviceId, JsonSerializer.SerializeToElement(answers, PrefillJson.Default.JsonObject), from,
            EntitlementRenderer.View(Entitlements.For(catalogue, service, TalentFacts.Of(talent), LegalDay.Today(time)), english)));
    }

    private static IEnumerable<(string Field, JsonNode? Value, string Source)> Profile(TalentDetails talent, DateOnly today)
    {
        if (talent.Documents.LastOrDefault(each => each is { ReplacedAt: null, Document.Kind: DocumentKind.Passport }) is { } passport)
        {
            yield return ("passportNumber", passport.Document.Number, "profile");
            yield return ("passportExpiry", Text(passport.ValidTo), "profile");
            yield return ("nationality", passport.Country, "profile");
        }

        // When there are several children, only the parent can tell which child is meant.
        if (talent.Family.Where(each => each.Relation == FamilyRelation.Child && Age.On(each.BirthDate, today) is >= 5 and < 16).ToList() is [var child])
        {
            yield return ("childName", child.Name.Full, "family");
            yield return ("childBirthDate", Text(child.BirthDate), "family");
        }

        if (talent.Family.Where(each => each.Relation == FamilyRelation.Spouse).ToList() is [var spouse])
        {
            yield return ("memberName", spouse.Name.Full, "family");
        }
    }

    private async Task<List<(string Field, JsonNode? Value, string Source)>> EarlierAsync(string talentId, CancellationToken cancel)
    {
        var known = new List<(string, JsonNode?, string)>();
        foreach (var request in await requests.NewestAsync(talentId, EarlierRequests, cancel))
        {
            foreach (var (field, value) in JsonNode.Parse(request.Answers ?? "{}")!.AsObject())
            {
                known.Add((field, value, request.Ref.Number));
            }
        }

        return known;
    }

    private static string? Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
internal sealed partial class PrefillJson : System.Text.Json.Serialization.JsonSerializerContext;
