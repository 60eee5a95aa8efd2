using System.Text.Json.Serialization;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>What the gateway for text messages is sent.</summary>
/// <param name="Id">The same for every attempt; the gateway sends it once.</param>
/// <param name="To">The phone number in E.164.</param>
/// <param name="Text">The whole text with its signature, at most 300 characters.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
internal sealed record SmsMessage(string Id, string To, string Text, string Language)
{
    /// <summary>Returns the id only: the number and the text are the person's.</summary>
    public override string ToString() => Id;
}

/// <summary>The JSON format of the gateway.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SmsMessage))]
internal sealed partial class SmsJson : JsonSerializerContext;
