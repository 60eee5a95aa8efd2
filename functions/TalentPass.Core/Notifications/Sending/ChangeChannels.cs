using System.Globalization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Texts;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Notifications.Sending;

/// <summary>Shows and changes how a person is told.</summary>
public sealed class ChangeChannels(
    TalentsTable table, ChannelStore choices, Recipients recipients, SendingPlan plan, WeChatChannel wechat, EmailChannel email, CurrentCatalogue catalogue,
    RandomSource random, TimeProvider time)
{
    /// <summary>How long a code is good that was sent to an address.</summary>
    public static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(30);

    /// <summary>How often a code may be tried.</summary>
    public const int MostTries = 5;

    /// <summary>How often a day codes may be asked for.</summary>
    public const int MostCodes = 5;

    private static readonly TimeSpan _mended = TimeSpan.FromMinutes(15);
    private const int CodeBelow = 1_000_000;
    private static readonly Bilingual _subject = new("验证您的邮箱", "Confirm your e-mail address");
    private static readonly Bilingual _body = new(
        "您的验证码是 {0}，30 分钟内有效。如果不是您本人操作，请忽略本邮件。\n", "Your code is {0}. It is good for 30 minutes. If this was not you, ignore this letter.\n");

    /// <summary>The caller's channels. Three storage calls. <c>not_found</c> for a caller who is no talent.</summary>
    public async Task<Outcome<ChannelsView>> ReadAsync(Actor actor, bool english, CancellationToken cancel) =>
        actor.TalentId is { } talentId ? await ViewAsync(talentId, english, cancel) : new Refusal(RefusalCodes.NotFound);

    /// <summary>Changes the caller's channels. Seven storage calls.</summary>
    /// <returns>
    /// The channels; <c>validation_failed</c>, <c>channel_unavailable</c> for a channel that the city or the person does not have,
    /// <c>too_many_tries</c> for too many codes, <c>send_failed</c> when the code could not be sent.
    /// </returns>
    public async Task<Outcome<ChannelsView>> ChangeAsync(Actor actor, ChannelsBody body, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var address = body.Email?.Trim();
        if (Wrong(body, address) is { } wrong)
        {
            return wrong;
        }

        var person = await recipients.FindAsync(talentId, cancel);
        if ((address is not null && !plan.Has(ChannelNames.Email)) || (body.WeChat is true && !plan.Has(ChannelNames.WeChat))
            || (body.Sms is true && (!plan.Has(ChannelNames.Sms) || person.Phone is null)))
        {
            return new Refusal(RefusalCodes.ChannelUnavailable);
        }

        var code = address is null ? null : random.Next(CodeBelow).ToString("d6", CultureInfo.InvariantCulture);
        var changed = await ChangeAsync(talentId, before => Change(before, body, address, code), cancel);
        if (changed is not Outcome<ChannelChoice>.Done)
        {
            return ((Outcome<ChannelChoice>.Refused)changed).Reason;
        }

        if (address is not null && await SendCodeAsync(address, code!, body.Language ?? person.Language, cancel) is { } unsent)
        {
            return unsent;
        }

        return await ViewAsync(talentId, english, cancel);
    }

    /// <summary>Confirms the address with the code that was sent there. Seven storage calls.</summary>
    /// <returns>The channels; <c>validation_failed</c> for a wrong or old code, <c>too_many_tries</c> after five.</returns>
    public async Task<Outcome<ChannelsView>> ConfirmAsync(Actor actor, string code, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var isRight = false;
        Outcome<ChannelChoice> Try(ChannelChoice before)
        {
            if (before.Tries >= MostTries)
            {
                return new Refusal(RefusalCodes.TooManyTries) { RetryAfter = LegalDay.UntilTomorrow(time) };
            }

            isRight = before is { Code: not null, Pending: not null } && before.Code == code && before.CodeUntil > time.GetUtcNow();
            return isRight
                ? before with { Email = before.Pending, Pending = null, Code = null, CodeUntil = null, Tries = 0 }
                : before with { Tries = before.Tries + 1 };
        }

        var changed = await ChangeAsync(talentId, Try, cancel);
        return changed is Outcome<ChannelChoice>.Refused { Reason: var reason } ? reason
            : isRight ? await ViewAsync(talentId, english, cancel)
            : Refusal.Invalid("/code", ValidationCodes.NotInList);
    }

    /// <summary>Adds consents that the caller has given in WeChat. Six storage calls, one more with an idempotency key.</summary>
    public async Task<Outcome<ChannelsView>> ConsentAsync(Actor actor, ConsentBody body, IdempotentCall? call, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (!wechat.IsOn || !wechat.Templates.ContainsKey(body.Template))
        {
            return Refusal.Invalid("/template", ValidationCodes.NotInList);
        }

        var keys = Idempotency.Of(table, talentId, call);
        var isReplayed = false;
        var added = await Contest.RunAsync<Nothing>(async () =>
        {
            // Looked up in every attempt: another call with the same key may have been faster.
            switch (await keys.MatchAsync(time.GetUtcNow(), cancel))
            {
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
                case IdempotencyMatch.Same:
                    isReplayed = true;
                    return Nothing.Value;
            }

            var before = await choices.FindAsync(talentId, cancel);
            var after = before.Choice.WithBalance(body.Template, before.Choice.Balance.GetValueOrDefault(body.Template) + body.Count);
            return await WriteAsync(talentId, before, after, cancel, keys) ? new Outcome<Nothing>.Done(Nothing.Value) : null;
        });
        return added is Outcome<Nothing>.Refused { Reason: var reason } ? reason : new Outcome<ChannelsView>.Done(await ViewAsync(talentId, english, cancel), isReplayed);
    }

    private static Refusal? Wrong(ChannelsBody body, string? address)
    {
        var errors = new ValidationErrors();
        if (body.Language is not (null or NoticeTemplates.Chinese or NoticeTemplates.English))
        {
            errors.Add("/language", ValidationCodes.NotInList);
        }

        if (address is not null && !MailAddress.IsValid(address))
        {
            errors.Add("/email", ValidationCodes.InvalidStructure);
        }

        return errors.ToRefusal();
    }

    private Outcome<ChannelChoice> Change(ChannelChoice before, ChannelsBody body, string? address, string? code)
    {
        var after = before with { Language = body.Language ?? before.Language, WeChat = body.WeChat ?? before.WeChat, Sms = body.Sms ?? before.Sms };
        if (body.HasEmail && address is null)
        {
            after = after with { Email = null, Pending = null, Code = null, CodeUntil = null };
        }

        if (address is null || code is null)
        {
            return after;
        }

        // Anybody's address can be typed, so few letters go there.
        var today = LegalDay.Today(time);
        var sent = before.CodesOn == today ? before.Codes : 0;
        return sent >= MostCodes
            ? new Refusal(RefusalCodes.TooManyTries) { RetryAfter = LegalDay.UntilTomorrow(time) }
            : after with
            {
                Pending = address,
                Code = code,
                CodeUntil = time.GetUtcNow() + CodeLives,
                Tries = 0,
                CodesOn = today,
                Codes = sent + 1,
            };
    }

    private async Task<Refusal?> SendCodeAsync(string address, string code, string language, CancellationToken cancel)
    {
        var english = language == NoticeTemplates.English;
        var text = string.Format(CultureInfo.InvariantCulture, _body.In(english), code);
        return await email.SendTextAsync(random.Id(24), address, _subject.In(english), text, cancel) switch
        {
            Delivery.Told or Delivery.Unknown => null,
            Delivery.Refused => Refusal.Invalid("/email", ValidationCodes.InvalidStructure),
            Delivery.Retry { After: var after } => new Refusal(RefusalCodes.SendFailed) { RetryAfter = after },
            // The operator has to mend the mail server, and the log has told of it.
            _ => new Refusal(RefusalCodes.SendFailed) { RetryAfter = _mended },
        };
    }

    private Task<Outcome<ChannelChoice>> ChangeAsync(string talentId, Func<ChannelChoice, Outcome<ChannelChoice>> change, CancellationToken cancel) =>
        Contest.RunAsync<ChannelChoice>(async () =>
        {
            var before = await choices.FindAsync(talentId, cancel);
            var changed = change(before.Choice);
            return changed is not Outcome<ChannelChoice>.Done { Value: var after } || await WriteAsync(talentId, before, after, cancel) ? changed : null;
        });

    private async Task<bool> WriteAsync(string talentId, StoredChoice before, ChannelChoice after, CancellationToken cancel, Idempotency? keys = null)
    {
        var transaction = new Transaction(Shard.Of(talentId), OperationId.New(random));
        choices.Put(transaction, talentId, before, after);
        keys?.Remember(transaction, "", time.GetUtcNow());
        return await table.CommitAsync(transaction.WitnessedBy(ChannelStore.Key(talentId)), cancel) is Commit.Written;
    }

    private async Task<ChannelsView> ViewAsync(string talentId, bool english, CancellationToken cancel)
    {
        var person = await recipients.FindAsync(talentId, cancel);
        var (choice, templates) = (person.Choice.Choice, NoticeTemplates.Of((await catalogue(cancel)).Content));
        var (hasWeChat, hasEmail, hasSms) = (plan.Has(ChannelNames.WeChat), plan.Has(ChannelNames.Email), plan.Has(ChannelNames.Sms));
        return new ChannelsView(
            person.Language,
            new WeChatChannelView(
                hasWeChat, hasWeChat && choice.WeChat != false && person.OpenId is not null, person.OpenId is not null,
                hasWeChat
                    ? [.. wechat.Templates.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new WeChatTemplateView(
                        each.Key, each.Value, templates.FormTitle(each.Key, english ? NoticeTemplates.English : NoticeTemplates.Chinese), choice.Balance.GetValueOrDefault(each.Key)))]
                    : []),
            new EmailChannelView(
                hasEmail, hasEmail && choice.Email is not null, (choice.Pending ?? choice.Email) is { } address ? Masked(address) : null, choice is { Email: not null, Pending: null }),
            new SmsChannelView(hasSms, hasSms && person.Phone is not null && (choice.Sms ?? choice.Email is null), person.Phone is { } phone ? PhoneNumber.Recorded(phone).Mask() : null),
            new QuietHoursView(Hour(QuietHours.From), Hour(QuietHours.To)));
    }

    private static string Masked(string address) => $"{address[..1]}***{address[address.IndexOf('@', StringComparison.Ordinal)..]}";

    private static string Hour(int hour) => $"{hour:d2}:00";
}
