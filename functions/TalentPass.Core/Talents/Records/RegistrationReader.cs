using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads a registration that the office sends. Returns the records, or a refusal with all mistakes.</summary>
/// <param name="catalogue">The catalogue, for natures and tiers.</param>
/// <param name="random">Makes ids.</param>
/// <param name="now">The time of recording.</param>
internal sealed class RegistrationReader(ServiceCatalogue catalogue, RandomSource random, DateTimeOffset now)
{
    private const int MaxDocuments = 10;
    private const int MaxStatuses = 10;
    private const int MaxFamily = 20;
    private readonly ValidationErrors _errors = new();
    private readonly DateOnly _today = LegalDay.Of(now);

    /// <summary>Returns the records of a talent whose id is still empty, and null; or null and the refusal.</summary>
    public (TalentDetails? Talent, Refusal? Refusal) Read(TalentRegistration input, Actor actor)
    {
        var nature = catalogue.Nature(input.Nature)?.Id;
        if (nature is null)
        {
            _errors.Add("/nature", ValidationCodes.NotInList);
        }

        var name = PersonReader.ReadName(input.Name, "/name", _errors);
        var documents = ReadDocuments(input, nature);
        var birthDate = ReadBirthDate(input, documents);
        var phone = ReadPhone(input.Phone);
        var statuses = ReadStatuses(input.Statuses ?? [], actor);
        Count(input.Family?.Count ?? 0, 0, MaxFamily, "/family");
        var family = new FamilyReader(random, now, _errors).Read([.. (input.Family ?? []).Take(MaxFamily)], "/family");
        if (_errors.ToRefusal() is { } refusal)
        {
            return (null, refusal);
        }

        var talent = new Talent
        {
            TalentId = "",
            Name = name!,
            Nature = input.Nature,
            BirthDate = birthDate,
            Phone = phone,
            Statuses = [.. statuses.Select(record => record.Status)],
            RecordedAt = now,
        };
        return (new TalentDetails(talent, documents, family, statuses), null);
    }

    private List<TalentDocument> ReadDocuments(TalentRegistration input, string? nature)
    {
        Count(input.Documents.Count, 1, MaxDocuments, "/documents");
        var documents = new List<TalentDocument>();
        for (var i = 0; i < Math.Min(input.Documents.Count, MaxDocuments); i++)
        {
            var at = $"/documents/{i}";
            if (PersonReader.ReadDocument(input.Documents[i], at, nature, _today, _errors) is not { } document)
            {
                continue;
            }

            if (documents.Any(each => each.Document == document && each.Country == input.Documents[i].Country))
            {
                _errors.Add($"{at}/number", ValidationCodes.Duplicate);
            }

            documents.Add(new TalentDocument
            {
                DocumentId = random.Id(8),
                Document = document,
                Country = input.Documents[i].Country,
                ValidTo = input.Documents[i].ValidTo,
                RecordedAt = now,
            });
        }

        return documents;
    }

    private DateOnly ReadBirthDate(TalentRegistration input, List<TalentDocument> documents)
    {
        var dates = documents.Select(each => each.Document.BirthDate).OfType<DateOnly>().Distinct().ToArray();
        if (dates.Length > 1)
        {
            _errors.Add("/documents", ValidationCodes.DiffersFromDocument);
        }

        DateOnly? inDocument = dates.Length > 0 ? dates[0] : null;
        if (input.BirthDate is { } given)
        {
            BirthDate.Check(given, inDocument, _today, "/birthDate", _errors);
        }
        else if (inDocument is null)
        {
            _errors.Add("/birthDate", ValidationCodes.Required);
        }

        return input.BirthDate ?? inDocument ?? default;
    }

    private PhoneNumber? ReadPhone(string? typed)
    {
        if (typed is null || PhoneNumber.TryParse(typed, out var phone, out var error))
        {
            return typed is null ? null : PhoneNumber.Parse(typed);
        }

        _errors.Add("/phone", error);
        return null;
    }

    private List<StatusRecord> ReadStatuses(IReadOnlyList<StatusInput> inputs, Actor actor)
    {
        Count(inputs.Count, 0, MaxStatuses, "/statuses");
        var records = new List<StatusRecord>();
        for (var i = 0; i < Math.Min(inputs.Count, MaxStatuses); i++)
        {
            if (StatusReader.Read(inputs[i], $"/statuses/{i}", catalogue, random.Id(8), _errors) is { } status)
            {
                records.Add(new StatusRecord { Status = status, RecordedBy = actor.Account, RecordedAt = now });
            }
        }

        return records;
    }

    private void Count(int count, int min, int max, string at)
    {
        if (count < min)
        {
            _errors.Add(at, ValidationCodes.TooFew);
        }
        else if (count > max)
        {
            _errors.Add(at, ValidationCodes.TooMany);
        }
    }
}
