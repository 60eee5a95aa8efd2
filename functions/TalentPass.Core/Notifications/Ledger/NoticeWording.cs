using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Texts;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>Puts notices into words: by the service's version that binds the request, and the words of the catalogue in force.</summary>
/// <param name="serviceOf">The services.</param>
/// <param name="catalogue">The catalogue in force.</param>
public sealed class NoticeWording(ServiceOf serviceOf, CurrentCatalogue catalogue)
{
    /// <summary>The words of a notice. Usually no storage call.</summary>
    public async ValueTask<NoticeWords> FillAsync(NoticeContent content, bool english, CancellationToken cancel)
    {
        var current = (await catalogue(cancel)).Content;
        var service = content.Service is null ? null : await serviceOf(content.Service, content.CatalogueVersion, cancel);
        return NoticeTemplates.Of(current).Fill(
            new NoticeFacts(content.Kind, content.At)
            {
                Number = content.Number,
                NewNumber = content.NewNumber,
                Service = service?.Title,
                Department = content.Department is null ? null : current.Department(content.Department)?.Title,
                Authority = content.Authority,
                Due = content.Due,
                Provisional = content.Provisional,
                Note = content.Missing.Count == 0 ? content.Note : string.Join(english ? ", " : "、", content.Missing.Select(each => service?.Material(each)?.Title.In(english) ?? each)),
                Remedy = RemedyOf(content.Kind, service)?.Text,
                Days = content.Days,
            },
            english ? NoticeTemplates.English : NoticeTemplates.Chinese);
    }

    // Not accepting a request is no decision that is final, so it has a remedy of its own.
    private static Remedy? RemedyOf(string kind, ServiceItem? service) => kind switch
    {
        NoticeKinds.Refused => service?.Remedy,
        NoticeKinds.NotAccepted or NoticeKinds.AcceptanceRevoked => service?.Remedy.WhenNotAccepted,
        _ => null,
    };
}
