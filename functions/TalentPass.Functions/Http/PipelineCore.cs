using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TalentPass.Core;
using TalentPass.Core.Storage;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Http;

/// <summary>The part of the pipeline that is the same for all trigger classes.</summary>
public sealed partial class PipelineCore
{
    private static readonly TimeSpan _comeAgain = TimeSpan.FromSeconds(5);
    private readonly CallsAtOnce _atOnce;
    private readonly Gate _gate;
    private readonly AnswerWriter _writer;
    private readonly HttpsOnly _https;
    private readonly StartSteps _steps;
    private readonly StorageOptions _storage;
    private readonly ILogger _logger;

    internal PipelineCore(
        CallsAtOnce atOnce, Gate gate, AnswerWriter writer, HttpsOnly https, StartSteps steps, StorageOptions storage, ILogger<PipelineCore> logger) =>
        (_atOnce, _gate, _writer, _https, _steps, _storage, _logger) = (atOnce, gate, writer, https, steps, storage, logger);

    internal async Task<IResult> RunAsync<TAnswer>(
        Operation operation,
        HttpRequest http,
        Func<Call, Task<Outcome<TAnswer>>> run,
        Func<TAnswer, string>? location,
        CancellationToken cancel)
        where TAnswer : class
    {
        using var trace = OperationTrace.Start(operation, http);
        var answer = await AnswerAsync(operation, http, run, location, trace, cancel);
        answer.BrokeOff = fault => Translate(operation, fault, trace.Id);
        _https.AddTo(answer, http);
        trace.End(answer.Status);
        Log.Answered(_logger, operation.Name, trace.Outcome, answer.Status, trace.Elapsed.TotalMilliseconds, trace.StorageCalls, trace.Id);
        return answer;
    }

    private async Task<Answer> AnswerAsync<TAnswer>(
        Operation operation,
        HttpRequest http,
        Func<Call, Task<Outcome<TAnswer>>> run,
        Func<TAnswer, string>? location,
        OperationTrace trace,
        CancellationToken cancel)
        where TAnswer : class
    {
        if (!_steps.Done && !operation.About.NeedsNoStorage)
        {
            return Refuse(new Refusal(RefusalCodes.NotReady) { RetryAfter = _comeAgain });
        }

        using var place = _atOnce.TryEnter(operation.About);
        if (place is null)
        {
            return Refuse(CallsAtOnce.Overloaded);
        }

        using var limit = StorageDeadline.Begin(_storage.OperationLimit);
        try
        {
            var admitted = await _gate.AdmitAsync(operation, http, place, cancel);
            if (admitted is not Outcome<Call>.Done { Value: var call })
            {
                return Refuse(((Outcome<Call>.Refused)admitted).Reason);
            }

            trace.Actor(call.Actor);
            var outcome = await run(call);
            trace.Outcome = outcome is Outcome<TAnswer>.Refused { Reason: var reason } ? reason.Code : "ok";
            return _writer.Write(operation, call, outcome, location, trace.Id);
        }
        catch (OperationCanceledException) when (http.HttpContext.RequestAborted.IsCancellationRequested)
        {
            trace.Outcome = "gone";
            return new Answer(StatusCodes.Status499ClientClosedRequest);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The host stops and gives up what still runs. Another instance takes the next call.
            return Refuse(new Refusal(RefusalCodes.NotReady) { RetryAfter = _comeAgain });
        }
        catch (BodyTooLargeException)
        {
            return Refuse(BodyReader.TooLarge(operation.About));
        }
        catch (BadHttpRequestException)
        {
            return Refuse(new Refusal(RefusalCodes.MalformedRequest));
        }
        catch (Exception fault)
        {
            return Refuse(Translate(operation, fault, trace.Id));
        }

        Answer Refuse(Refusal refusal)
        {
            trace.Outcome = refusal.Code;
            return _writer.Refuse(http, refusal, trace.Id);
        }
    }

    private Refusal Translate(Operation operation, Exception fault, string traceId)
    {
        if (StorageException.From(fault) is { Failure: StorageFailure.Unavailable } unavailable)
        {
            Log.StorageUnavailable(_logger, operation.Name, unavailable.Message, traceId);
            return new Refusal(RefusalCodes.StorageUnavailable) { RetryAfter = _comeAgain };
        }

        // RowSeal has logged the row. A value that was changed in its row fails to decrypt.
        if (fault is UntrustedRowException or CryptographicException)
        {
            Log.Untrusted(_logger, operation.Name, FaultText.Of(fault), traceId);
            return new Refusal(RefusalCodes.NotReady, new Bilingual("有关记录无法核实，请联系管理员。", "A record that is needed cannot be trusted; tell the operators."))
            {
                RetryAfter = TimeSpan.FromMinutes(1),
            };
        }

        // The message of an exception may quote what a client sent, so the log gets the types and stack traces only.
        Log.Failed(_logger, operation.Name, FaultText.Of(fault), traceId);
        return new Refusal(RefusalCodes.InternalError);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} → {Outcome} {Status} in {Milliseconds:0.0} ms, {StorageCalls} storage calls, trace {TraceId}")]
        public static partial void Answered(ILogger logger, string operation, string outcome, int status, double milliseconds, int storageCalls, string traceId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation}: storage is unavailable: {Reason} Trace {TraceId}")]
        public static partial void StorageUnavailable(ILogger logger, string operation, string reason, string traceId);

        // An alert reads this line.
        [LoggerMessage(Level = LogLevel.Error, Message = "{Operation}: a row in storage is not trusted, trace {TraceId}: {Fault}")]
        public static partial void Untrusted(ILogger logger, string operation, string fault, string traceId);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} failed, trace {TraceId}: {Fault}")]
        public static partial void Failed(ILogger logger, string operation, string fault, string traceId);
    }
}
