namespace TalentPass.Core;

/// <summary>
/// The stable codes of refusals in the API contract. The HTTP layer chooses the HTTP status of each code in one place.
/// </summary>
public static class RefusalCodes
{
    /// <summary>The request has no token, or no valid one.</summary>
    public const string NotSignedIn = "not_signed_in";

    /// <summary>The session has ended or ran out: sign in again.</summary>
    public const string SessionOver = "session_over";

    /// <summary>The provider's sign-in was not accepted. <see cref="Refusal.Detail"/> says what is wrong.</summary>
    public const string SignInRefused = "sign_in_refused";

    /// <summary>The sign-in was begun too long ago, in another browser, or is done already: begin again.</summary>
    public const string SignInOver = "sign_in_over";

    /// <summary>The person turned back at the provider.</summary>
    public const string SignInCancelled = "sign_in_cancelled";

    /// <summary>Nobody is bound to this WeChat user yet. <see cref="Refusal.Ticket"/> lets the person bind.</summary>
    public const string NotBound = "not_bound";

    /// <summary>Phone and document do not belong to one person on record; which of them is not said.</summary>
    public const string BindingRefused = "binding_refused";

    /// <summary>The ticket of a binding has expired or was used: sign in through WeChat again.</summary>
    public const string TicketOver = "ticket_over";

    /// <summary>The city does not send messages on this channel, or the person cannot be reached there.</summary>
    public const string ChannelUnavailable = "channel_unavailable";

    /// <summary>The code could not be sent just now. <see cref="Refusal.RetryAfter"/> says when to try again.</summary>
    public const string SendFailed = "send_failed";

    /// <summary>The tries of today are used up: to bind, to confirm, or to ask for a code. <see cref="Refusal.RetryAfter"/> says when it is possible again.</summary>
    public const string TooManyTries = "too_many_tries";

    /// <summary>The caller's role or department does not allow this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The thing does not exist, or the caller may not see it.</summary>
    public const string NotFound = "not_found";

    /// <summary>The path exists, but not with this HTTP method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The request is not valid HTTP, for example because its body ends too early.</summary>
    public const string MalformedRequest = "malformed_request";

    /// <summary>The body is not JSON.</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>The request is JSON, but does not follow the contract.</summary>
    public const string ValidationFailed = "validation_failed";

    /// <summary>A query parameter or a header has a wrong form.</summary>
    public const string InvalidParameter = "invalid_parameter";

    /// <summary>The body is larger than the operation allows, usually 256 KiB.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>The body is not <c>application/json</c>.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>
    /// The applicant does not meet a condition of the service. <see cref="Refusal.Conditions"/> names each with the reason.
    /// </summary>
    public const string NotEntitled = "not_entitled";

    /// <summary>
    /// The same request is open already, or was decided in favour not long ago. <see cref="Refusal.Earlier"/> names it.
    /// </summary>
    public const string AlreadyFiled = "already_filed";

    /// <summary>
    /// The request cannot be approved yet: <see cref="Refusal.Points"/> are not ticked as met.
    /// </summary>
    public const string PointsUnchecked = "points_unchecked";

    /// <summary>The state of the thing does not allow this action.</summary>
    public const string NotAllowedInState = "not_allowed_in_state";

    /// <summary>
    /// The account would act in its own cause (回避): the request is its own, or appeals against what the account decided.
    /// </summary>
    public const string OwnDecision = "own_decision";

    /// <summary>
    /// The step needs a second person (复核): somebody else than the account that proposed it, and the approver it names, if it does.
    /// </summary>
    public const string SecondPersonNeeded = "second_person_needed";

    /// <summary>The talent's pass was revoked for good. A new one needs the consent of the talent office.</summary>
    public const string PassRevoked = "pass_revoked";

    /// <summary>
    /// A decision before the service's yearly window has closed. <see cref="Refusal.FirstDay"/> is the first day for it.
    /// </summary>
    public const string BeforeWindow = "before_window";

    /// <summary>The history of the case is full. It can still be decided, delivered and appealed.</summary>
    public const string CaseFull = "case_full";

    /// <summary>The same idempotency key was used before in a different call.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>The idempotency key is not 1–128 visible ASCII characters.</summary>
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";

    /// <summary><c>If-Match</c> is missing.</summary>
    public const string PreconditionRequired = "precondition_required";

    /// <summary><c>If-Match</c> is out of date: the thing has changed since the caller read it.</summary>
    public const string ChangedMeanwhile = "changed_meanwhile";

    /// <summary>Too many requests. <see cref="Refusal.RetryAfter"/> says how long to wait.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>The applicant urged the desk already; <see cref="Refusal.RetryAfter"/> says when it is possible again.</summary>
    public const string UrgedAlready = "urged_already";

    /// <summary>The caller is not recognised as a talent (未认定).</summary>
    public const string NotRecognised = "not_recognised";

    /// <summary>Every talent status of the caller has expired or was revoked.</summary>
    public const string StatusExpired = "status_expired";

    /// <summary>A person with this document is already registered.</summary>
    public const string AlreadyRegistered = "already_registered";

    /// <summary>The service is not among those that are shared with the guest's home city.</summary>
    public const string NotShared = "not_shared";

    /// <summary>The caller has no pass.</summary>
    public const string NoPass = "no_pass";

    /// <summary>The talent has as many files, or as many bytes of files, as one talent may keep.</summary>
    public const string TooManyFiles = "too_many_files";

    /// <summary>The talent has as many drafts, or as many bytes of drafts, as one talent may keep.</summary>
    public const string TooManyDrafts = "too_many_drafts";

    /// <summary>The talent has as many open requests as one talent may have.</summary>
    public const string TooManyOpen = "too_many_open";

    /// <summary>The part that was asked for with the header <c>Range</c> is beyond the end of the content.</summary>
    public const string RangeNotSatisfiable = "range_not_satisfiable";

    /// <summary>A call cannot withdraw a root key, because verifiers are installed with it.</summary>
    public const string RootNotWithdrawable = "root_not_withdrawable";

    /// <summary>Storage is not reachable at the moment.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>
    /// The instance works on as many calls as it can. It did nothing; <see cref="Refusal.RetryAfter"/> says when to try again.
    /// </summary>
    public const string Overloaded = "overloaded";

    /// <summary>The sign-in service of the organisation is not reachable at the moment.</summary>
    public const string SignInUnavailable = "sign_in_unavailable";

    /// <summary>
    /// The app is starting or stopping, or cannot work: try again later. Also when a record that a call needs is not trusted.
    /// </summary>
    public const string NotReady = "not_ready";

    /// <summary>A fault of the product. The trace id leads to it in the logs.</summary>
    public const string InternalError = "internal_error";
}
