using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>How a refusal code is answered over HTTP.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Title">The title of the problem, the same for every case of the code.</param>
/// <param name="Detail">The sentence for people that says what to do, used when the refusal has no detail of its own.</param>
public sealed record RefusalRow(string Code, int Status, Bilingual Title, Bilingual Detail)
{
    /// <summary>The problem's <c>type</c> (RFC 9457): a stable URN. There is no document behind it.</summary>
    public string Type => $"urn:talentpass:problem:{Code}";
}

/// <summary>The one mapping from refusal codes to HTTP statuses and titles.</summary>
public static class RefusalTable
{
    /// <summary>Every published code, ordered by status.</summary>
    public static IReadOnlyList<RefusalRow> Rows { get; } =
    [
        new(RefusalCodes.MalformedRequest, 400, new("请求不完整或格式错误", "The request is incomplete or malformed"), new("请求不完整或格式错误，请检查后重试。", "The request is incomplete or malformed; check it and send it again.")),
        new(RefusalCodes.MalformedJson, 400, new("请求内容不是有效的 JSON", "The body is not valid JSON"), new("请求内容不是有效的 JSON：须为一个 JSON 值，字段不得重复。", "The body is not valid JSON: it has to be one value without repeated members.")),
        new(RefusalCodes.InvalidParameter, 400, new("查询参数或请求头无效", "A query parameter or header is invalid"), new("查询参数或请求头无效，请对照接口文档检查。", "A query parameter or header is invalid; see the API reference.")),
        new(RefusalCodes.IdempotencyKeyInvalid, 400, new("幂等键无效", "The idempotency key is invalid"), new("幂等键无效，须为 1–128 个可见 ASCII 字符。", "The idempotency key is invalid; it has 1–128 visible ASCII characters.")),
        new(RefusalCodes.NotSignedIn, 401, new("未登录或登录已失效", "Not signed in, or no longer"), new("未登录或登录已失效，请登录后重试。", "Not signed in, or no longer; sign in and try again.")),
        new(RefusalCodes.SessionOver, 401, new("登录已结束", "The session is over"), new("登录已结束或已过期，请重新登录。", "The session has ended or expired; sign in again.")),
        new(RefusalCodes.Forbidden, 403, new("无权执行此操作", "You may not do this"), new("无权执行此操作：当前账号的角色或部门不允许。", "You may not do this: the role or department of this account does not allow it.")),
        new(RefusalCodes.NotRecognised, 403, new("尚未认定为人才", "Not recognised as a talent"), new("尚未认定为人才，请先申请“人才认定”。", "Not recognised as a talent; apply for the talent recognition first.")),
        new(RefusalCodes.StatusExpired, 403, new("人才资格已失效", "The talent status has lapsed"), new("人才资格已失效，请联系人才办续期或重新认定。", "The talent status has lapsed; ask the talent office to renew it.")),
        new(RefusalCodes.OwnDecision, 403, new("应当回避", "This would be in your own cause"), new("应当回避：该办件为本人的申请，或者是对本人所作决定的申诉，须由他人办理。", "This would be in your own cause: the request is your own, or appeals against what you decided. Somebody else handles it.")),
        new(RefusalCodes.SecondPersonNeeded, 403, new("须由另一人复核", "A second person has to confirm this"), new("须由另一人复核：提出人本人不能确认，指定了批准人的由批准人确认。", "A second person has to confirm this: not the one who proposed it, and the approver it names, if it names one.")),
        new(RefusalCodes.PassRevoked, 403, new("人才码已注销", "The pass was revoked"), new("人才码已注销，须经人才办同意后方可重新领取。", "The pass was revoked; the talent office has to allow a new one first.")),
        new(RefusalCodes.SignInRefused, 403, new("登录未通过", "The sign-in was not accepted"), new("登录未通过，请重新登录；仍如此请联系管理员。", "The sign-in was not accepted; begin again, and if it stays ask the operators.")),
        new(RefusalCodes.SignInOver, 403, new("登录已超时或已使用", "This sign-in is over"), new("登录已超时、已使用或不是从本浏览器发起，请重新登录。", "This sign-in took too long, is done already or was begun in another browser; begin again.")),
        new(RefusalCodes.SignInCancelled, 403, new("已取消登录", "The sign-in was cancelled"), new("您已取消登录，可以重新登录。", "You turned back at the sign-in; you may begin again.")),
        new(RefusalCodes.NotBound, 403, new("微信尚未绑定", "This WeChat user is not bound yet"), new("该微信尚未绑定，请用微信验证过的手机号和证件末六位绑定。", "This WeChat user is not bound yet; bind with the phone that WeChat has verified and the last six characters of the document.")),
        new(RefusalCodes.BindingRefused, 403, new("绑定信息不符", "The binding does not match"), new("手机号与证件信息不符，请核对后重试；信息有误请联系人才办。", "Phone and document do not match a person on record; check them and try again, or ask the talent office.")),
        new(RefusalCodes.TicketOver, 403, new("绑定凭证已失效", "The binding ticket is over"), new("绑定凭证已过期或已使用，请重新登录后再绑定。", "The ticket has expired or was used; sign in through WeChat again.")),
        new(RefusalCodes.NotFound, 404, new("未找到", "Not found"), new("未找到，或者您不能查看。", "Not found, or not for you to see.")),
        new(RefusalCodes.NoPass, 404, new("尚未领取人才码", "There is no pass yet"), new("尚未领取人才码，请先领取。", "There is no pass yet; issue one first.")),
        new(RefusalCodes.MethodNotAllowed, 405, new("不支持该请求方法", "This method is not allowed here"), new("不支持该请求方法，可用的方法见 Allow 响应头。", "This method is not allowed here; the Allow header names those that are.")),
        new(RefusalCodes.AlreadyRegistered, 409, new("该证件已登记", "The document is on record already"), new("该证件已登记，请查找已登记的人才。", "The document is on record already; look for its talent.")),
        new(RefusalCodes.AlreadyFiled, 409, new("同一事项已有办件", "The same was filed before"), new("同一事项已有办件。确需再次申请的，请确认后重新提交。", "There is a request for the same already. If you really want another one, confirm it and file again.")),
        new(RefusalCodes.PointsUnchecked, 409, new("有待核实事项尚未核实", "Points have not been checked"), new("有待核实事项尚未核实为符合，暂不能准予。", "The request cannot be approved before every point is ticked as met.")),
        new(RefusalCodes.NotAllowedInState, 409, new("当前状态不允许此操作", "Not allowed in this state"), new("当前状态不允许此操作，请刷新后查看可办操作。", "Not allowed in this state; read it again to see what is.")),
        new(RefusalCodes.BeforeWindow, 409, new("报名窗口尚未截止", "The filing window has not closed"), new("报名窗口尚未截止，截止后方可作出决定。", "The filing window has not closed; decisions are made after it.")),
        new(RefusalCodes.TooManyFiles, 409, new("文件已达上限", "There are as many files as there can be"), new("文件已达上限。未使用的文件一天后自动删除，届时再上传。", "There are as many files as there can be. Files that nothing uses are deleted after a day; upload it then.")),
        new(RefusalCodes.TooManyDrafts, 409, new("草稿已达上限", "There are as many drafts as there can be"), new("草稿已达上限，请提交或删除一份草稿后再保存。", "There are as many drafts as there can be; file or delete one, then save again.")),
        new(RefusalCodes.CaseFull, 409, new("办件记录已满", "The case is full"), new("办件记录已满，不能再添加备注、催办、中止等内容；仍可受理、决定、送达、评价和申诉。", "The history of the case is full: no notes, urgings or pauses can be added. It can still be accepted, decided, delivered, rated and appealed.")),
        new(RefusalCodes.RootNotWithdrawable, 409, new("根密钥不能在线撤回", "A root key cannot be withdrawn by a call"), new("根密钥不能在线撤回，更换根密钥须重新安装核验端。", "A root key cannot be withdrawn by a call; a new root means installing verifiers anew.")),
        new(RefusalCodes.ChannelUnavailable, 409, new("该通知方式不可用", "This channel is not available"), new("本市未开通该通知方式，或者登记信息中没有相应的联系方式。", "The city does not send messages on this channel, or you have nothing on record to be reached there.")),
        new(RefusalCodes.ChangedMeanwhile, 412, new("内容已被他人更新，请刷新后重试", "It was changed meanwhile; read it again"), new("内容已被他人更新，请刷新后重试。", "It was changed meanwhile; read it again and repeat.")),
        new(RefusalCodes.BodyTooLarge, 413, new("请求内容过大", "The body is too large"), new("请求内容过大，请减小后重试。", "The body is too large; send a smaller one.")),
        new(RefusalCodes.UnsupportedMediaType, 415, new("不支持的内容类型", "This media type is not supported"), new("不支持的内容类型，请按接口文档设置 Content-Type。", "This media type is not supported; set Content-Type as the API reference says.")),
        new(RefusalCodes.RangeNotSatisfiable, 416, new("请求的范围超出文件末尾", "The range is beyond the end of the file"), new("请求的范围超出文件末尾，文件大小见 Content-Range 响应头。", "The range is beyond the end of the file; the Content-Range header names its size.")),
        new(RefusalCodes.ValidationFailed, 422, new("请求内容未通过校验", "The request failed validation"), new("请求内容未通过校验，请按提示逐项修改。", "The request failed validation; mend what is named, field by field.")),
        new(RefusalCodes.NotEntitled, 422, new("不符合办理条件", "A condition is not met"), new("不符合本事项的办理条件，原因见各项条件。", "A condition of the service is not met; each is named with the reason.")),
        new(RefusalCodes.NotShared, 422, new("该事项不在互认范围内", "The service is not shared with that city"), new("该事项不在与来访人才所在城市的互认范围内。", "The service is not among those that are shared with the guest's home city.")),
        new(RefusalCodes.IdempotencyKeyReused, 422, new("幂等键已用于其他内容", "The idempotency key was used with another body"), new("幂等键已用于其他内容，新的内容请使用新的幂等键。", "The idempotency key was used with another body; use a new key for a new body.")),
        new(RefusalCodes.PreconditionRequired, 428, new("缺少 If-Match 请求头", "If-Match is required"), new("缺少 If-Match 请求头，请带上读取时得到的 ETag。", "If-Match is required; send the ETag you read.")),
        new(RefusalCodes.TooManyOpen, 429, new("未办结的申请已达上限", "There are as many open requests as there can be"), new("未办结的申请已达上限，请等其中一件办结或撤回一件后再提交。", "There are as many open requests as there can be; wait until one has ended, or withdraw one.")),
        new(RefusalCodes.UrgedAlready, 429, new("已催办过", "It was urged already"), new("您已催办过，24 小时后可以再次催办。", "You have urged this already; you may do so again after 24 hours.")),
        new(RefusalCodes.TooManyTries, 429, new("今日尝试次数已用完", "No tries are left today"), new("今日尝试次数已用完，请明天再试或联系人才办。", "No tries are left today; try again tomorrow, or ask the talent office.")),
        new(RefusalCodes.TooManyRequests, 429, new("请求过于频繁，请稍后再试", "Too many requests; try again later"), new("请求过于频繁，请稍后再试。", "Too many requests; try again later.")),
        new(RefusalCodes.InternalError, 500, new("系统内部错误", "An internal error"), new("系统内部错误，请稍后再试；仍如此请提供追踪号。", "An internal error; try again later, and if it stays tell us the trace id.")),
        new(RefusalCodes.StorageUnavailable, 503, new("存储暂时不可用，请稍后再试", "Storage is unavailable right now; try again later"), new("存储暂时不可用，请稍后用同一幂等键重试。", "Storage is unavailable right now; try again later with the same idempotency key.")),
        new(RefusalCodes.Overloaded, 503, new("系统繁忙，请稍后再试", "Too busy right now; try again shortly"), new("系统繁忙，本次请求未处理，请稍后用同一幂等键重试。", "Too busy right now; nothing was done. Try again shortly with the same idempotency key.")),
        new(RefusalCodes.NotReady, 503, new("服务尚未就绪", "Not ready"), new("服务尚未就绪，请稍后再试。", "Not ready; try again shortly.")),
        new(RefusalCodes.SendFailed, 503, new("验证码暂时无法发送", "The code cannot be sent right now"), new("验证码暂时无法发送，请稍后再试。", "The code cannot be sent right now; try again shortly.")),
        new(RefusalCodes.SignInUnavailable, 503, new("统一登录服务暂时不可用，请稍后再试", "The sign-in service is unavailable right now; try again later"), new("统一登录服务暂时不可用，请稍后再试。", "The sign-in service is unavailable right now; try again later.")),
    ];

    private static readonly Dictionary<string, RefusalRow> ByCode = Rows.ToDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>Returns the row of a code.</summary>
    /// <exception cref="KeyNotFoundException">The code is not published. This is a bug.</exception>
    public static RefusalRow For(string code) => ByCode[code];
}
