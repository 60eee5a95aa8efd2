using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// Records a talent. The lookup rows are written first. The talent is written last, in one transaction of its shard. A crash
/// between them leaves only lookup rows that lead to no talent, and the next attempt continues with the same id.
/// </summary>
/// <param name="table">The table of talents.</param>
/// <param name="store">Reads talents.</param>
/// <param name="rows">Makes the rows of talents.</param>
/// <param name="lookup">Writes the lookup rows.</param>
/// <param name="keys">Reserves idempotency keys.</param>
/// <param name="catalogue">The catalogue, for natures and tiers.</param>
/// <param name="random">Makes ids.</param>
/// <param name="time">The clock.</param>
public sealed class RegisterTalent(
    TalentsTable table,
    TalentStore store,
    TalentRows rows,
    TalentLookup lookup,
    RegistrationKeys keys,
    CurrentCatalogue catalogue,
    RandomSource random,
    TimeProvider time)
{
    /// <summary>Records a talent.</summary>
    /// <param name="actor">The officer of the talent office.</param>
    /// <param name="input">The talent.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The receipt; or a refusal: <c>validation_failed</c>, <c>already_registered</c>, <c>idempotency_key_reused</c>.
    /// </returns>
    public Task<Outcome<TalentReceipt>> RunAsync(
        Actor actor, TalentRegistration input, IdempotentCall? idempotency, CancellationToken cancel) =>
        RunAsync(actor, input, random.Id(8), idempotency, cancel);

    /// <summary>Records a talent, if possible under the given id. The demo accounts use it.</summary>
    internal async Task<Outcome<TalentReceipt>> RunAsync(
        Actor actor, TalentRegistration input, string candidate, IdempotentCall? idempotency, CancellationToken cancel)
    {
        var published = await catalogue(cancel);
        var now = time.GetUtcNow();
        var (read, refusal) = new RegistrationReader(published.Content, random, now).Read(input, actor);
        if (read is null)
        {
            return refusal!;
        }

        if (idempotency is not null && !await keys.TryReserveAsync(actor.Account, idempotency, cancel))
        {
            return new Refusal(RefusalCodes.IdempotencyKeyReused);
        }

        // The row of the first document decides the id, so two attempts to record the same person use the same id.
        if (await lookup.ClaimAsync(LookupKind.Identity, DocumentIndex.IdentityOf(read.Documents[0]), candidate, cancel) is not { } talentId)
        {
            return new Refusal(RefusalCodes.AlreadyRegistered);
        }

        var once = Idempotency.Of(table, talentId, idempotency);
        if (talentId != candidate && await store.FindAsync(talentId, cancel) is not null)
        {
            return await ReplayAsync(once, now, cancel);
        }

        var talent = read with { Talent = read.Talent with { TalentId = talentId } };
        if (!await ClaimOthersAsync(talent, cancel))
        {
            return new Refusal(RefusalCodes.AlreadyRegistered);
        }

        await NoteAsync(talent, cancel);
        var receipt = new TalentReceipt(talentId, LegalDay.In(now));
        var answer = JsonSerializer.Serialize(receipt, TalentJson.Stored.TalentReceipt);
        return await table.CommitAsync(once.Remember(Compose(talent, actor), answer, talent.Talent.RecordedAt), cancel) is Commit.Written
            ? new Outcome<TalentReceipt>.Created(receipt)
            : await ReplayAsync(once, now, cancel);
    }

    private async Task<bool> ClaimOthersAsync(TalentDetails talent, CancellationToken cancel)
    {
        var talentId = talent.Talent.TalentId;
        foreach (var identity in talent.Documents.Skip(1).Select(DocumentIndex.IdentityOf))
        {
            var owner = await lookup.ClaimAsync(LookupKind.Identity, identity, talentId, cancel);
            if (owner is not null && owner != talentId && await store.FindAsync(owner, cancel) is null)
            {
                owner = await lookup.TakeOverAsync(LookupKind.Identity, identity, owner, talentId, cancel);
            }

            if (owner != talentId)
            {
                return false;
            }
        }

        return true;
    }

    private Task NoteAsync(TalentDetails details, CancellationToken cancel)
    {
        var talent = details.Talent;
        var values = details.Documents.Select(each => (LookupKind.Document, each.Document.Number))
            .Concat(NameIndex.FormsOf(talent.Name).Select(form => (LookupKind.Name, form)));
        if (talent.Phone is { } phone)
        {
            values = values.Append((LookupKind.Phone, phone.Value));
        }

        return Task.WhenAll(values.Distinct().Select(each => lookup.NoteAsync(each.Item1, each.Item2, talent.TalentId, cancel)));
    }

    private Transaction Compose(TalentDetails details, Actor actor)
    {
        var (talent, documents, family, statuses) = details;
        var shard = Shard.Of(talent.TalentId);
        var transaction = new Transaction(shard, OperationId.New(random)).Add(rows.Profile(talent));
        foreach (var row in documents.Select(each => rows.Document(talent.TalentId, each))
            .Concat(family.Select(each => rows.Family(talent.TalentId, each)))
            .Concat(statuses.Select(each => rows.Status(talent.TalentId, each))))
        {
            transaction.Add(row);
        }

        return transaction.Add(Feed.Row(shard, talent.RecordedAt, talent.TalentId, 1, "talent.register", actor, talent.TalentId));
    }

    // The person is on record already. When this call's idempotency key is there too, an earlier attempt of the same call
    // recorded the person, and the answer is repeated.
    private static async Task<Outcome<TalentReceipt>> ReplayAsync(Idempotency once, DateTimeOffset now, CancellationToken cancel) =>
        await once.MatchAsync(now, cancel) switch
        {
            IdempotencyMatch.Same same => new Outcome<TalentReceipt>.Created(
                JsonSerializer.Deserialize(same.Answer, TalentJson.Stored.TalentReceipt)!, Replayed: true),
            IdempotencyMatch.Reused => new Refusal(RefusalCodes.IdempotencyKeyReused),
            _ => new Refusal(RefusalCodes.AlreadyRegistered),
        };
}
