using TalentPass.Core.Notifications.Channels;

namespace TalentPass.Functions.Notifications;

/// <summary>Configuration section <c>Sms</c>: the city's gateway for text messages. Without an address none are sent.</summary>
public sealed class SmsSettings
{
    /// <summary>Where messages are posted.</summary>
    public string? Url { get; set; }

    /// <summary>The bearer key of the gateway.</summary>
    public string? Key { get; set; }

    /// <summary>The signature that begins every text, e.g. <c>【宁波人才】</c>.</summary>
    public string Signature { get; set; } = "";

    internal SmsGateway? Gateway => string.IsNullOrEmpty(Url) || string.IsNullOrEmpty(Key) ? null : new SmsGateway(new Uri(Url), Key, Signature);

    internal IEnumerable<string> FindMistakes(bool isProduction)
    {
        if (string.IsNullOrEmpty(Url) != string.IsNullOrEmpty(Key))
        {
            yield return $"Sms:{(string.IsNullOrEmpty(Url) ? nameof(Url) : nameof(Key))} is missing: the gateway needs both its address and its key.";
        }

        if (!string.IsNullOrEmpty(Url) && (!Uri.TryCreate(Url, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && !isProduction))))
        {
            yield return "Sms:Url must be an https address: the key and people's phone numbers go there.";
        }

        if (Key?.AsSpan().ContainsAnyExceptInRange('!', '~') == true)
        {
            yield return "Sms:Key may only hold letters, digits and signs of ASCII.";
        }

        if (Signature.Length > SmsGateway.MostSignature)
        {
            yield return $"Sms:Signature has at most {SmsGateway.MostSignature} characters.";
        }
    }
}
