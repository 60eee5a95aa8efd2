using TalentPass.Core.Validation;


namespace TalentPass.Core.Catalogue.Versions;

/// <summary>The whole catalogue in force as a document. The office edits it and publishes it again.</summary>
/// <param name="Hash">The hash of the content.</param>
/// <param name="Document">The canonical form, UTF-8 JSON.</param>
public sealed record CatalogueText(string Hash, ReadOnlyMemory<byte> Document);

/// <summary>The operations with which the talent office reads and publishes the catalogue.</summary>
public sealed class PublishCatalogue(CatalogueStore store)
{
    /// <summary>Publishes a document as a new version. Publishes nothing when this content is in force already.</summary>
    /// <param name="actor">The officer of the talent office.</param>
    /// <param name="document">The whole catalogue, UTF-8 JSON.</param>
    /// <param name="seen">The version (ETag) that the officer edited; null publishes whatever is in force.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The version in force, new or as before; <c>malformed_json</c>; <c>changed_meanwhile</c>; <c>validation_failed</c> with all problems (at most
    /// <see cref="ValidationErrors.Most"/> pointers).
    /// </returns>
    public async Task<Outcome<CatalogueVersion>> RunAsync(Actor actor, ReadOnlyMemory<byte> document, Precondition? seen, CancellationToken cancel)
    {
        var (catalogue, problems) = CatalogueDocument.Read(document.Span);
        if (problems is [{ Code: CatalogueDocument.Malformed, Text: var text }])
        {
            return new Refusal(RefusalCodes.MalformedJson, new Bilingual("文档不是有效的 JSON。", text));
        }

        if (catalogue is null)
        {
            var errors = new ValidationErrors();
            foreach (var problem in problems)
            {
                errors.Add(problem.Pointer, problem.Code);
            }

            return errors.ToRefusal()!;
        }

        var publication = await store.PublishAsync(catalogue, actor.Account, seed: null, cancel, seen);
        return publication.IsStale ? new Refusal(RefusalCodes.ChangedMeanwhile)
            : publication.IsNew
            ? new Outcome<CatalogueVersion>.Created(publication.Version)
            : new Outcome<CatalogueVersion>.Done(publication.Version);
    }

    /// <summary>Returns the document in force.</summary>
    public async Task<CatalogueText> CurrentAsync(CancellationToken cancel)
    {
        var current = await store.CurrentAsync(cancel);
        return new CatalogueText(current.Hash, CatalogueDocument.Write(current.Content));
    }

    /// <summary>Lists the versions, newest first.</summary>
    public async Task<Outcome<Page<CatalogueVersion>>> VersionsAsync(PageRequest page, CancellationToken cancel) =>
        new Outcome<Page<CatalogueVersion>>.Done(await store.ListAsync(page, cancel));
}
