namespace TalentPass.Core;

/// <summary>
/// A caller's promise that a repeated POST is the same one (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
/// <param name="Key">1–128 visible ASCII characters, chosen by the client, kept 7 days.</param>
/// <param name="Fingerprint">SHA-256 (base32) over the operation's name, its route values and the body as received.</param>
public sealed record IdempotentCall(string Key, string Fingerprint);
