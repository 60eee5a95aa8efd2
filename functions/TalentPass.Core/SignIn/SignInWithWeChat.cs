using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Bindings;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;
using TalentPass.Core.WeChat;

namespace TalentPass.Core.SignIn;

/// <summary>
/// Sign-in from the mini-program (小程序登录): a WeChat user who is bound to a talent signs in without a word. To bind, the phone that
/// WeChat has verified and the last six characters of a document must be of one person on record. The <c>session_key</c> of WeChat is
/// not kept and never leaves the server.
/// </summary>
public sealed class SignInWithWeChat(
    WeChatClient wechat, WeChatBindings bindings, WeChatTickets tickets, DailyTries tries, TalentLookup lookup, TalentStore store, NoticeLedger ledger,
    TimeProvider time)
{
    /// <summary>How often a day somebody may try to bind.</summary>
    public const int TriesADay = 5;

    /// <summary>How many characters of the document are asked for.</summary>
    public const int TailLength = 6;

    private const int MostSharing = 50;
    private const int UsedCode = 40163;
    private const int BadCode = 40029;
    private const int TooFrequent = 45011;
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(5);

    /// <summary>Returns the talent of the WeChat user who made a code. One call to WeChat and three storage calls.</summary>
    /// <param name="code">The <c>js_code</c> of <c>wx.login</c>: good once, for five minutes.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>
    /// The talent; <c>not_bound</c> with a ticket, <c>validation_failed</c> for a bad or used code, <c>sign_in_refused</c> for a user whom
    /// WeChat blocks, <c>too_many_requests</c>, <c>sign_in_unavailable</c>, <c>not_found</c> where WeChat is off.
    /// </returns>
    public async Task<Outcome<Talent>> RunAsync(string code, CancellationToken cancel)
    {
        var answer = await wechat.AskAsync("/sns/jscode2session", [new("js_code", code), new("grant_type", "authorization_code")], cancel);
        if (answer is not WeChatAnswer.Ok { Body: var user } || Text(user, "openid") is not { } openId)
        {
            return Refused(answer, "/code");
        }

        if (await bindings.TalentOfAsync(openId, cancel) is { } talentId && await store.FindAsync(talentId, cancel) is { } talent)
        {
            return talent;
        }

        var (ticket, until) = tickets.Issue(openId);
        return new Refusal(RefusalCodes.NotBound) { Ticket = ticket, TicketExpiresAt = until };
    }

    /// <summary>Binds a WeChat user to the person with this phone and document. One call to WeChat and about ten storage calls.</summary>
    /// <param name="ticket">The ticket of a sign-in that was <c>not_bound</c>.</param>
    /// <param name="phoneCode">The code of the mini-program's phone button: good once, for five minutes.</param>
    /// <param name="documentTail">The last six characters of a document of the person; case does not matter.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>
    /// The talent; <c>ticket_over</c>, <c>binding_refused</c>, <c>too_many_tries</c>, <c>validation_failed</c>, <c>sign_in_unavailable</c>,
    /// <c>too_many_requests</c>.
    /// </returns>
    public async Task<Outcome<Talent>> BindAsync(string ticket, string phoneCode, string documentTail, CancellationToken cancel)
    {
        if (tickets.Read(ticket) is not { } openId || await bindings.TalentOfAsync(openId, cancel) is not null)
        {
            return new Refusal(RefusalCodes.TicketOver);
        }

        var tail = TypedNumber.Clean(documentTail);
        if (tail.Length != TailLength || !TypedNumber.IsAlphanumeric(tail))
        {
            return Refusal.Invalid("/documentTail", ValidationCodes.InvalidStructure);
        }

        var answer = await wechat.CallAsync("/wxa/business/getuserphonenumber", new JsonObject { ["code"] = phoneCode }, cancel);
        if (answer is not WeChatAnswer.Ok { Body: var given } || PhoneOf(given) is not { } phone)
        {
            return Refused(answer, "/phoneCode");
        }

        // Both are counted: one user with many phones, and one phone with many users.
        string[] who = [$"bind|{openId}", $"bind-phone|{phone.Value}"];
        var left = int.MaxValue;
        foreach (var each in who)
        {
            left = left < 0 ? left : Math.Min(left, await tries.TakeAsync(each, TriesADay, cancel));
        }

        if (left < 0)
        {
            return new Refusal(RefusalCodes.TooManyTries) { RetryAfter = LegalDay.UntilTomorrow(time) };
        }

        Notification? told = null;
        if (await FindAsync(phone, tail, cancel) is not { } talent || !await bindings.BindAsync(talent.TalentId, openId, cancel, Tell))
        {
            return new Refusal(RefusalCodes.BindingRefused) { TriesLeft = left };
        }

        // The person is told on the other channels too, because somebody else may have bound their WeChat user.
        await ledger.RingAsync(told!);
        await Task.WhenAll(who.Select(each => tries.ForgetAsync(each, cancel)));
        return talent;

        void Tell(Transaction change) => told = ledger.Add(change, talent.TalentId, null, new NoticeContent(NoticeKinds.WeChatBound, time.GetUtcNow()));
    }

    // A family may share a phone, so the document says who it is. Two people with the same tail are nobody.
    private async Task<Talent?> FindAsync(PhoneNumber phone, string tail, CancellationToken cancel)
    {
        var ids = await lookup.ListAsync(LookupKind.Phone, phone.Value, null, MostSharing, cancel);
        var people = await Task.WhenAll(ids.Select(id => store.FindDetailsAsync(id, cancel)));
        var matching = people.OfType<TalentDetails>()
            .Where(each => each.Talent.Phone == phone && each.Documents.Any(one => one.ReplacedAt is null && one.Document.Number.EndsWith(tail, StringComparison.OrdinalIgnoreCase)))
            .ToArray();
        return matching is [var one] ? one.Talent : null;
    }

    private static PhoneNumber? PhoneOf(JsonElement answer) =>
        answer.TryGetProperty("phone_info", out var info) && Text(info, "purePhoneNumber") is { } number && Text(info, "countryCode") is { } country
        && PhoneNumber.TryParse($"+{country}{number}", out var phone, out _) ? phone : null;

    private static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Refusal Refused(WeChatAnswer answer, string field) => answer switch
    {
        WeChatAnswer.Off => new(RefusalCodes.NotFound),
        WeChatAnswer.Refused { Code: BadCode or UsedCode } => Refusal.Invalid(field, ValidationCodes.NotInList),
        WeChatAnswer.Refused => new(RefusalCodes.SignInRefused),
        WeChatAnswer.Retry { Code: TooFrequent, After: var after } => new(RefusalCodes.TooManyRequests) { RetryAfter = after },
        WeChatAnswer.Retry { After: var after } => new(RefusalCodes.SignInUnavailable) { RetryAfter = after },
        _ => new(RefusalCodes.SignInUnavailable) { RetryAfter = _soon },
    };
}
