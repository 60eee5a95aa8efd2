using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>How a refusal code is answered over HTTP.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Title">The title of the problem, the same for every case of the code.</param>
public sealed record RefusalRow(string Code, int Status, Bilingual Title)
{
    /// <summary>The problem's <c>type</c> (RFC 9457): stable, not to be dereferenced.</summary>
    public string Type => $"urn:talentpass:problem:{Code}";
}

/// <summary>The one mapping from refusal codes to HTTP statuses and titles.</summary>
public static class RefusalTable
{
    /// <summary>Every published code, in the order of the statuses.</summary>
    public static IReadOnlyList<RefusalRow> Rows { get; } =
    [
        new(RefusalCodes.MalformedRequest, 400, new("请求不完整或格式错误", "The request is incomplete or malformed")),
        new(RefusalCodes.MalformedJson, 400, new("请求内容不是有效的 JSON", "The body is not valid JSON")),
        new(RefusalCodes.InvalidParameter, 400, new("查询参数或请求头无效", "A query parameter or header is invalid")),
        new(RefusalCodes.IdempotencyKeyInvalid, 400, new("幂等键无效", "The idempotency key is invalid")),
        new(RefusalCodes.NotSignedIn, 401, new("未登录或登录已失效", "Not signed in, or no longer")),
        new(RefusalCodes.Forbidden, 403, new("无权执行此操作", "You may not do this")),
        new(RefusalCodes.NotRecognised, 403, new("尚未认定为人才", "Not recognised as a talent")),
        new(RefusalCodes.StatusExpired, 403, new("人才资格已失效", "The talent status has lapsed")),
        new(RefusalCodes.NotFound, 404, new("未找到", "Not found")),
        new(RefusalCodes.NoPass, 404, new("尚未领取人才码", "There is no pass yet")),
        new(RefusalCodes.MethodNotAllowed, 405, new("不支持该请求方法", "This method is not allowed here")),
        new(RefusalCodes.AlreadyRegistered, 409, new("该证件已登记", "The document is on record already")),
        new(RefusalCodes.NotAllowedInState, 409, new("当前状态不允许此操作", "Not allowed in this state")),
        new(RefusalCodes.RootNotWithdrawable, 409, new("根密钥不能在线撤回", "A root key cannot be withdrawn by a call")),
        new(RefusalCodes.ChangedMeanwhile, 412, new("内容已被他人更新,请刷新后重试", "It was changed meanwhile; read it again")),
        new(RefusalCodes.BodyTooLarge, 413, new("请求内容过大", "The body is too large")),
        new(RefusalCodes.UnsupportedMediaType, 415, new("不支持的内容类型", "This media type is not supported")),
        new(RefusalCodes.ValidationFailed, 422, new("请求内容未通过校验", "The request failed validation")),
        new(RefusalCodes.IdempotencyKeyReused, 422, new("幂等键已用于其他内容", "The idempotency key was used with another body")),
        new(RefusalCodes.PreconditionRequired, 428, new("缺少 If-Match 请求头", "If-Match is required")),
        new(RefusalCodes.TooManyRequests, 429, new("请求过于频繁,请稍后再试", "Too many requests; try again later")),
        new(RefusalCodes.InternalError, 500, new("系统内部错误", "An internal error")),
        new(RefusalCodes.StorageUnavailable, 503, new("存储暂时不可用,请稍后再试", "Storage is unavailable right now; try again later")),
        new(RefusalCodes.NotReady, 503, new("服务尚未就绪", "Not ready")),
        new(RefusalCodes.SignInUnavailable, 503, new("统一登录服务暂时不可用,请稍后再试", "The sign-in service is unavailable right now; try again later")),
    ];

    private static readonly Dictionary<string, RefusalRow> ByCode = Rows.ToDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>The row of a code.</summary>
    /// <exception cref="KeyNotFoundException">The code is not published: a defect.</exception>
    public static RefusalRow For(string code) => ByCode[code];
}
