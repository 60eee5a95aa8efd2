using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// Records a talent. What leads to it is written first, the talent last in one transaction of its shard: a crash in
/// between leaves only signs that lead nowhere, and the next attempt goes on under the same id.
/// </summary>
/// <param name="table">Their table.</param>
/// <param name="store">Talents.</param>
/// <param name="rows">Their rows.</param>
/// <param name="lookup">What leads to them.</param>
/// <param name="keys">Idempotency keys.</param>
/// <param name="catalogue">Natures and tiers.</param>
/// <param name="random">For ids.</param>
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
    /// <param name="actor">The talent office.</param>
    /// <param name="input">The talent.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The receipt; <c>validation_failed</c>, <c>already_registered</c>, <c>idempotency_key_reused</c>.</returns>
    public Task<Outcome<TalentReceipt>> RunAsync(
        Actor actor, TalentRegistration input, IdempotentCall? idempotency, CancellationToken cancel) =>
        RunAsync(actor, input, random.Id(8), idempotency, cancel);

    /// <summary>Records a talent under a chosen id, for the demo accounts.</summary>
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

        // The first document decides under which id two attempts at the same person meet.
        var talentId = await lookup.ClaimAsync(
            LookupKind.Identity, DocumentIndex.IdentityOf(read.Documents[0]), candidate, cancel);
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
        var answer = JsonSerializer.Serialize(receipt, TalentJson.Default.TalentReceipt);
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
            if (owner != talentId && await store.FindAsync(owner, cancel) is null)
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

    // The person is on record: by this very call, when its key stands there, or by another one.
    private static async Task<Outcome<TalentReceipt>> ReplayAsync(Idempotency once, DateTimeOffset now, CancellationToken cancel) =>
        await once.MatchAsync(now, cancel) switch
        {
            IdempotencyMatch.Same same => new Outcome<TalentReceipt>.Created(
                JsonSerializer.Deserialize(same.Answer, TalentJson.Default.TalentReceipt)!, Replayed: true),
            IdempotencyMatch.Reused => new Refusal(RefusalCodes.IdempotencyKeyReused),
            _ => new Refusal(RefusalCodes.AlreadyRegistered),
        };
}
