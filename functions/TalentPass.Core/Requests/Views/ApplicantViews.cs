using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Views;

/// <summary>
/// The applicant in a case. The officer who handles the case sees the person in full; everybody else sees the masked name and
/// nothing more.
/// </summary>
/// <param name="Name">The whole name, or the masked name.</param>
/// <param name="Masked">Whether the name is masked and everything else is left out.</param>
/// <param name="Surname">The surname of a foreign document.</param>
/// <param name="Given">The given names of a foreign document.</param>
/// <param name="ChineseName">The Chinese name of a foreigner.</param>
/// <param name="Document">The number of the newest identity document.</param>
/// <param name="DocumentKind">Its kind.</param>
/// <param name="DocumentCountry">The country that issued a passport.</param>
/// <param name="DocumentValidTo">The last day on which it is valid, if it is known.</param>
/// <param name="OtherDocuments">The other documents that were current.</param>
/// <param name="Phone">The phone in E.164.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">The nature's name.</param>
/// <param name="Tier">The tier of the status that counts on the day of filing.</param>
/// <param name="TierTitle">The tier's name.</param>
/// <param name="Statuses">The history of statuses, newest first.</param>
/// <param name="Family">The members of the family on record that the answers name.</param>
/// <param name="AsOf">The legal day of the record from which this was taken.</param>
public sealed record ApplicantView(
    string Name,
    bool Masked = false,
    string? Surname = null,
    string? Given = null,
    string? ChineseName = null,
    string? Document = null,
    DocumentKind? DocumentKind = null,
    string? DocumentCountry = null,
    DateOnly? DocumentValidTo = null,
    IReadOnlyList<ApplicantDocumentView>? OtherDocuments = null,
    string? Phone = null,
    DateOnly? BirthDate = null,
    string? Nature = null,
    string? NatureTitle = null,
    string? Tier = null,
    string? TierTitle = null,
    IReadOnlyList<StatusView>? Statuses = null,
    IReadOnlyList<ApplicantRelativeView>? Family = null,
    DateOnly? AsOf = null)
{
    /// <summary>The applicant as people see it who do not handle the case.</summary>
    public static ApplicantView Hidden(RequestCase request) => new(request.Applicant, Masked: true);

    /// <summary>The applicant in full, as the record was on the day of filing.</summary>
    /// <param name="person">The person.</param>
    /// <param name="asOf">The legal day on which the person was taken from the record.</param>
    /// <param name="catalogue">The catalogue, for the names of natures and tiers.</param>
    /// <param name="english">Whether names are in English; otherwise in Chinese.</param>
    /// <param name="today">Today as a legal day; the standing of a status is of this day.</param>
    public static ApplicantView Full(PersonFact person, DateOnly asOf, ServiceCatalogue catalogue, bool english, DateOnly today)
    {
        var renderer = new TalentRenderer(catalogue, english, today);
        var best = TalentStatuses.Evaluate(person.Statuses, asOf).Best;
        var newest = person.Documents is [.., var last] ? last : null;
        return new ApplicantView(
            person.Name.Full,
            false,
            person.Name.Surname,
            person.Name.Given,
            person.Name.ChineseName,
            newest?.Number,
            newest?.Kind,
            newest?.Country,
            newest?.ValidTo,
            person.Documents.Count > 1 ? [.. person.Documents.SkipLast(1).Select(ApplicantDocumentView.Of)] : null,
            person.Phone,
            person.BirthDate,
            person.Nature,
            person.Nature is { } nature ? renderer.NatureTitle(nature) : null,
            best?.Tier,
            best is null ? null : renderer.TierTitle(best),
            [.. person.Statuses.Reverse().Select(renderer.Status)],
            [.. person.Family.Select(each => new ApplicantRelativeView(each.Relation, each.Name.Full, each.BirthDate, each.Document))],
            asOf);
    }
}

/// <summary>An identity document of the applicant.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Number">The number.</param>
/// <param name="Country">The country that issued a passport.</param>
/// <param name="ValidTo">The last day on which it is valid, if it is known.</param>
public sealed record ApplicantDocumentView(DocumentKind Kind, string Number, string? Country, DateOnly? ValidTo)
{
    /// <summary>Makes the view of a document.</summary>
    public static ApplicantDocumentView Of(DocumentFact document) => new(document.Kind, document.Number, document.Country, document.ValidTo);
}

/// <summary>A member of the applicant's family on record.</summary>
/// <param name="Relation">The relation to the applicant.</param>
/// <param name="Name">The name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Document">The document number, if one is on record.</param>
public sealed record ApplicantRelativeView(FamilyRelation Relation, string Name, DateOnly BirthDate, string? Document);
