namespace TalentPass.Core;

/// <summary>
/// The idempotency key of a POST (draft-ietf-httpapi-idempotency-key-header). A repeated call with the same key gets the first
/// answer and does not run again.
/// </summary>
/// <param name="Key">The key: 1–128 visible ASCII characters, chosen by the client, kept for 7 days.</param>
/// <param name="Fingerprint">SHA-256 (base32) over the name of the operation, its route values and the body as received.</param>
public sealed record IdempotentCall(string Key, string Fingerprint);
