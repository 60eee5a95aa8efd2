using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.SignIn;

/// <summary>A person whom a provider knows by real name (实名认证).</summary>
/// <param name="Account">The account at the provider: a hash, no person's name. It stays when the document is renewed.</param>
/// <param name="Name">The name.</param>
/// <param name="Document">The document that the provider has verified.</param>
/// <param name="Phone">The phone that the provider has verified; null when it tells none.</param>
/// <param name="BirthDate">The birth date; needed when no document number has it.</param>
public sealed record RealName(string Account, NameInput Name, DocumentInput Document, string? Phone, DateOnly? BirthDate)
{
    /// <summary>Returns the account only: the rest is personal.</summary>
    public override string ToString() => Account;
}

/// <summary>
/// Finds the talent who signs in by real name: by document, whichever of the person's documents it is. An account that is known
/// already may bring a new document, e.g. a renewed passport; it is added to the record. Who is not on record is recorded without a
/// status: an applicant, who can file what needs none, such as the recognition itself.
/// </summary>
public sealed class RecognisePerson(
    TalentLookup lookup, TalentStore store, TalentRows rows, TalentsTable table, RegisterTalent register, RandomSource random, TimeProvider time)
{
    private static readonly Actor _signIn = new("sign-in", "sign-in", Roles.None, null, null);

    /// <summary>
    /// Returns the talent. Three storage calls for a known document; two more for a new one, and about ten for a new person.
    /// </summary>
    /// <returns>The talent; <c>sign_in_refused</c> when the provider tells something that cannot be.</returns>
    public async Task<Outcome<Talent>> RunAsync(RealName person, CancellationToken cancel)
    {
        var errors = new ValidationErrors();
        if (PersonReader.ReadDocument(person.Document, "/documents/0", null, LegalDay.Today(time), errors) is not { } document)
        {
            return Unusable(errors.ToRefusal());
        }

        var identity = DocumentIndex.IdentityOf(document, person.Document.Country);
        if (await FindAsync(LookupKind.Identity, identity, cancel) is { } byDocument)
        {
            await lookup.ClaimAsync(LookupKind.Account, person.Account, byDocument.TalentId, cancel);
            return byDocument;
        }

        if (await FindAsync(LookupKind.Account, person.Account, cancel) is { } byAccount)
        {
            await AddAsync(byAccount, document, identity, person.Document, cancel);
            return byAccount;
        }

        return await RecordAsync(person, document, identity, cancel);
    }

    private static Refusal Unusable(Refusal? reason) => new(RefusalCodes.SignInRefused, new Bilingual(
        "统一身份认证返回的实名信息不完整或无法识别，请到大厅办理。",
        "The real-name details of the provider are incomplete or not readable; please come to a hall."))
    {
        Errors = reason?.Errors,
    };

    private async Task<Talent?> FindAsync(LookupKind kind, string value, CancellationToken cancel) =>
        await lookup.FindAsync(kind, value, cancel) is { } id ? await store.FindAsync(id, cancel) : null;

    private async Task<Outcome<Talent>> RecordAsync(RealName person, IdentityDocument document, string identity, CancellationToken cancel)
    {
        var phone = PhoneNumber.TryParse(person.Phone, out _, out _) ? person.Phone : null;
        var registration = new TalentRegistration(person.Name, NatureOf(document, person.Document.Country), [person.Document], person.BirthDate, phone);
        var recorded = await register.RunAsync(_signIn, registration, null, cancel);

        // Whoever was recorded by another sign-in meanwhile is found by the document now.
        if (await FindAsync(LookupKind.Identity, identity, cancel) is not { } talent)
        {
            return Unusable((recorded as Outcome<TalentReceipt>.Refused)?.Reason);
        }

        await lookup.ClaimAsync(LookupKind.Account, person.Account, talent.TalentId, cancel);
        return talent;
    }

    private async Task AddAsync(Talent talent, IdentityDocument document, string identity, DocumentInput input, CancellationToken cancel)
    {
        if (await lookup.ClaimAsync(LookupKind.Identity, identity, talent.TalentId, cancel) != talent.TalentId)
        {
            return;
        }

        await lookup.NoteAsync(LookupKind.Document, document.Number, talent.TalentId, cancel);
        var (now, shard) = (time.GetUtcNow(), Shard.Of(talent.TalentId));
        var added = new TalentDocument
        {
            // The same id whenever it is added, so that a repetition after a crash adds nothing twice.
            DocumentId = Base32.Encode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{talent.TalentId}\n{identity}")))[..8],
            Document = document,
            Country = input.Country,
            ValidTo = input.ValidTo,
            RecordedAt = now,
        };
        await table.CommitAsync(
            new Transaction(shard, OperationId.New(random)).Add(rows.Document(talent.TalentId, added))
                .Add(Feed.Row(shard, now, $"{talent.TalentId}-{added.DocumentId}", 1, "talent.document", _signIn, talent.TalentId)),
            cancel);
    }

    private static string NatureOf(IdentityDocument document, string? country) => (document.Kind, country) switch
    {
        (DocumentKind.ResidentId, _) or (DocumentKind.Passport, "CHN") => Natures.Domestic,
        (DocumentKind.HmtResidence, _) or (DocumentKind.Passport, "HKG" or "MAC" or "TWN") => Natures.Hmt,
        _ => Natures.Foreign,
    };
}
