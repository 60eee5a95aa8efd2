namespace TalentPass.Core.Notifications.Channels;

/// <summary>What an attempt to send came to.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The channel has taken it.</summary>
    public sealed record Told : Delivery
    {
        /// <summary>The only instance.</summary>
        public static Told Value { get; } = new();
    }

    /// <summary>It was certainly not sent, or may be sent again without harm.</summary>
    /// <param name="After">How long to wait at least.</param>
    public sealed record Retry(TimeSpan After) : Delivery;

    /// <summary>The person's side refuses it: the same letter never arrives.</summary>
    /// <param name="Reason">Why, one of <see cref="DeliveryReasons"/> or the gateway's own word.</param>
    public sealed record Refused(string Reason) : Delivery;

    /// <summary>It may have been sent: the answer was lost. It is not sent again.</summary>
    public sealed record Unknown : Delivery
    {
        /// <summary>The only instance.</summary>
        public static Unknown Value { get; } = new();
    }

    /// <summary>Only an operator can mend it. It was not sent, and the log has told of it.</summary>
    /// <param name="Reason">Why, one of <see cref="DeliveryReasons"/>.</param>
    public sealed record Mistake(string Reason) : Delivery;
}

/// <summary>Why something could not be delivered, as it is stored.</summary>
public static class DeliveryReasons
{
    /// <summary>The person has no consent left, or took it back (WeChat).</summary>
    public const string NoConsent = "no_consent";

    /// <summary>WeChat refuses this person for another reason: no such openid, or blocked.</summary>
    public const string NoSuchPerson = "no_such_person";

    /// <summary>The mailbox does not exist, or its address is none.</summary>
    public const string NoSuchMailbox = "no_such_mailbox";

    /// <summary>The mailbox refuses mail: full, closed, or not from here.</summary>
    public const string MailboxRefuses = "mailbox_refuses";

    /// <summary>The gateway refuses this phone number without saying why.</summary>
    public const string NumberRefused = "number_refused";

    /// <summary>The person or the city switched the channel off before it could be sent.</summary>
    public const string SwitchedOff = "switched_off";

    /// <summary>The channel is not configured, or has no template for this form.</summary>
    public const string NotConfigured = "not_configured";

    /// <summary>The fields do not fit the template (WeChat 47003).</summary>
    public const string BadFields = "bad_fields";

    /// <summary>The account, key or password is not accepted.</summary>
    public const string BadCredentials = "bad_credentials";

    /// <summary>The server offers no TLS, or its certificate is not trusted.</summary>
    public const string NotTrusted = "not_trusted";

    /// <summary>The server refuses what the city sends: the sender, the content or the protocol.</summary>
    public const string SenderRefused = "sender_refused";
}
