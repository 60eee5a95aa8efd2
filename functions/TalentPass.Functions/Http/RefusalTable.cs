using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>How a refusal code is answered over HTTP.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Title">The title of the problem, the same for every case of the code.</param>
/// <param name="Detail">What to do about it, where the case itself has nothing to say.</param>
public sealed record RefusalRow(string Code, int Status, Bilingual Title, Bilingual Detail)
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
        new(RefusalCodes.MalformedRequest, 400, new("请求不完整或格式错误", "The request is incomplete or malformed"), new("请检查请求的格式后重试。", "Check the form of the request and send it again.")),
        new(RefusalCodes.MalformedJson, 400, new("请求内容不是有效的 JSON", "The body is not valid JSON"), new("请求内容须为一个 JSON 值,字段不得重复。", "The body has to be one JSON value without repeated members.")),
        new(RefusalCodes.InvalidParameter, 400, new("查询参数或请求头无效", "A query parameter or header is invalid"), new("请按接口文档检查参数和请求头。", "Check parameters and headers against the API reference.")),
        new(RefusalCodes.IdempotencyKeyInvalid, 400, new("幂等键无效", "The idempotency key is invalid"), new("幂等键须为 1–128 个可见 ASCII 字符。", "The key must be 1–128 visible ASCII characters.")),
        new(RefusalCodes.NotSignedIn, 401, new("未登录或登录已失效", "Not signed in, or no longer"), new("请登录后重试。", "Sign in and try again.")),
        new(RefusalCodes.Forbidden, 403, new("无权执行此操作", "You may not do this"), new("当前账号的角色或部门不能执行此操作。", "The role or the department of this account does not allow it.")),
        new(RefusalCodes.NotRecognised, 403, new("尚未认定为人才", "Not recognised as a talent"), new("请先由人才办认定。", "The talent office has to recognise you first.")),
        new(RefusalCodes.StatusExpired, 403, new("人才资格已失效", "The talent status has lapsed"), new("请联系人才办续期或重新认定。", "Ask the talent office to renew or to give a status.")),
        new(RefusalCodes.NotFound, 404, new("未找到", "Not found"), new("没有这项内容,或者您不能查看。", "There is no such thing, or you may not see it.")),
        new(RefusalCodes.NoPass, 404, new("尚未领取人才码", "There is no pass yet"), new("请先领取人才码。", "Issue a pass first.")),
        new(RefusalCodes.MethodNotAllowed, 405, new("不支持该请求方法", "This method is not allowed here"), new("可用的方法见 Allow 响应头。", "The Allow header names the methods there are.")),
        new(RefusalCodes.AlreadyRegistered, 409, new("该证件已登记", "The document is on record already"), new("请查找已登记的人才。", "Look for the talent on record.")),
        new(RefusalCodes.NotAllowedInState, 409, new("当前状态不允许此操作", "Not allowed in this state"), new("可办操作见 allowedActions。", "What can be done now is in allowedActions.")),
        new(RefusalCodes.RootNotWithdrawable, 409, new("根密钥不能在线撤回", "A root key cannot be withdrawn by a call"), new("更换根密钥须重新安装核验端。", "A new root means installing verifiers anew.")),
        new(RefusalCodes.ChangedMeanwhile, 412, new("内容已被他人更新,请刷新后重试", "It was changed meanwhile; read it again"), new("请重新读取后再试。", "Read it again and repeat.")),
        new(RefusalCodes.BodyTooLarge, 413, new("请求内容过大", "The body is too large"), new("请减小请求内容。", "Send a smaller body.")),
        new(RefusalCodes.UnsupportedMediaType, 415, new("不支持的内容类型", "This media type is not supported"), new("请按接口文档设置 Content-Type。", "Set Content-Type as the API reference says.")),
        new(RefusalCodes.ValidationFailed, 422, new("请求内容未通过校验", "The request failed validation"), new("请按 errors 逐项修改。", "See errors, one pointer after the other.")),
        new(RefusalCodes.IdempotencyKeyReused, 422, new("幂等键已用于其他内容", "The idempotency key was used with another body"), new("新的内容请使用新的幂等键。", "Use a new key for a new body.")),
        new(RefusalCodes.PreconditionRequired, 428, new("缺少 If-Match 请求头", "If-Match is required"), new("请带上读取时得到的 ETag。", "Send the ETag you read.")),
        new(RefusalCodes.TooManyRequests, 429, new("请求过于频繁,请稍后再试", "Too many requests; try again later"), new("等待时间见 Retry-After 响应头。", "The Retry-After header says how long to wait.")),
        new(RefusalCodes.InternalError, 500, new("系统内部错误", "An internal error"), new("请稍后再试;仍如此请提供追踪号。", "Try again later; if it stays, tell us the trace id.")),
        new(RefusalCodes.StorageUnavailable, 503, new("存储暂时不可用,请稍后再试", "Storage is unavailable right now; try again later"), new("请稍后用同一幂等键重试。", "Try again later with the same idempotency key.")),
        new(RefusalCodes.NotReady, 503, new("服务尚未就绪", "Not ready"), new("服务正在启动,请稍后再试。", "The service is starting; try again shortly.")),
        new(RefusalCodes.SignInUnavailable, 503, new("统一登录服务暂时不可用,请稍后再试", "The sign-in service is unavailable right now; try again later"), new("请稍后再试。", "Try again later.")),
    ];

    private static readonly Dictionary<string, RefusalRow> ByCode = Rows.ToDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>The row of a code.</summary>
    /// <exception cref="KeyNotFoundException">The code is not published: a defect.</exception>
    public static RefusalRow For(string code) => ByCode[code];
}
