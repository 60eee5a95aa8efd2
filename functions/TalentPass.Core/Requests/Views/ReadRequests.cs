using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;

namespace TalentPass.Core.Requests.Views;

/// <summary>Reads a talent's own requests. Each method costs one storage call.</summary>
public sealed class ReadRequests(RequestStore store, RequestNumbers numbers, RequestRenderer renderer, CurrentCatalogue currentCatalogue, ServiceOf serviceOf)
{
    /// <summary>Lists the caller's requests, newest first; empty when the caller is not a talent.</summary>
    public async Task<Outcome<Page<RequestListItem>>> ListAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is null)
        {
            return new Outcome<Page<RequestListItem>>.Done(new Page<RequestListItem>([], null));
        }

        var catalogue = await currentCatalogue(cancel);
        var found = await store.ListAsync(actor.TalentId, page, cancel);
        return new Outcome<Page<RequestListItem>>.Done(
            new Page<RequestListItem>([.. found.Items.Select(each => renderer.Item(each, catalogue, english))], found.NextCursor));
    }

    /// <summary>Reads one of the caller's requests with its history; another talent's request is <c>not_found</c>.</summary>
    public async Task<Outcome<RequestView>> FindAsync(Actor actor, string number, bool english, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || request.TalentId != actor.TalentId || await store.FindAsync(request, cancel) is not { } found)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        return new Outcome<RequestView>.Done(renderer.Case(found, await serviceOf(found.Service, found.CatalogueVersion, cancel), actor, staff: false, english));
    }
}
