namespace TalentPass.Core;

/// <summary>The stable reason strings of the contract. Their HTTP statuses are chosen in one place, at the edge.</summary>
public static class RefusalCodes
{
    /// <summary>No or no valid token.</summary>
    public const string NotSignedIn = "not_signed_in";

    /// <summary>The caller's role or department may not do this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>There is no such thing, or none the caller may see.</summary>
    public const string NotFound = "not_found";

    /// <summary>The path exists, the method does not.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The request breaks HTTP itself, e.g. ends in the middle.</summary>
    public const string MalformedRequest = "malformed_request";

    /// <summary>The body is not JSON.</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>The request is JSON, but not what the contract asks for.</summary>
    public const string ValidationFailed = "validation_failed";

    /// <summary>A query parameter or header is unusable.</summary>
    public const string InvalidParameter = "invalid_parameter";

    /// <summary>The body is over 256 KiB.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>The body is not <c>application/json</c>.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>The state of the thing does not allow this action.</summary>
    public const string NotAllowedInState = "not_allowed_in_state";

    /// <summary>The same idempotency key came with another body.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>The idempotency key is not 1–128 visible characters.</summary>
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";

    /// <summary><c>If-Match</c> is missing.</summary>
    public const string PreconditionRequired = "precondition_required";

    /// <summary><c>If-Match</c> is stale: somebody was faster.</summary>
    public const string ChangedMeanwhile = "changed_meanwhile";

    /// <summary>Too many requests; see <see cref="Refusal.RetryAfter"/>.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>The caller is not recognised as a talent (未认定).</summary>
    public const string NotRecognised = "not_recognised";

    /// <summary>Every talent status of the caller has lapsed or was revoked.</summary>
    public const string StatusExpired = "status_expired";

    /// <summary>The document is known already: the person is on record.</summary>
    public const string AlreadyRegistered = "already_registered";

    /// <summary>The caller has no pass.</summary>
    public const string NoPass = "no_pass";

    /// <summary>A root key cannot be withdrawn by a call: verifiers are installed with it.</summary>
    public const string RootNotWithdrawable = "root_not_withdrawable";

    /// <summary>Storage cannot be reached right now.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>The organisation's sign-in service cannot be reached right now.</summary>
    public const string SignInUnavailable = "sign_in_unavailable";

    /// <summary>The app cannot do its work yet, or not any more; only health answers so.</summary>
    public const string NotReady = "not_ready";

    /// <summary>A fault of ours; the trace id leads to it.</summary>
    public const string InternalError = "internal_error";
}
