using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>
/// The trace, the metrics and the trace id of one operation. It records nothing personal: no path, id, name or body.
/// </summary>
internal sealed class OperationTrace : IDisposable
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "TalentPass";

    private static readonly ActivitySource _source = new(SourceName);
    private static readonly Meter _meter = new(SourceName);
    private static readonly Histogram<double> _duration = _meter.CreateHistogram<double>(
        "talentpass.operation.duration", "s", "How long operations took, by operation, outcome and role.");
    private static readonly Histogram<int> _storageCalls = _meter.CreateHistogram<int>(
        "talentpass.operation.storage_calls", "{call}", "Storage calls of an operation.");

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly StorageCalls _calls = Core.Storage.StorageCalls.Begin();
    private readonly Activity? _activity;
    private readonly string _operation;
    private string _role = "none";

    private OperationTrace(string operation, Activity? activity)
    {
        (_operation, _activity) = (operation, activity);
        Id = (activity?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
    }

    /// <summary>The trace id, 32 hexadecimal digits. It appears in problem details, logs and traces.</summary>
    public string Id { get; }

    /// <summary>The outcome: <c>ok</c>, a refusal code, or <c>gone</c> when the client closed the connection.</summary>
    public string Outcome { get; set; } = "ok";

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public int StorageCalls => _calls.Count;

    /// <summary>
    /// Starts a trace of its own. The caller chooses neither its id nor whether it is recorded: the trace that the caller
    /// names, and the one of the host, are linked.
    /// </summary>
    public static OperationTrace Start(Operation operation, HttpRequest http)
    {
        var links = Links(http).ToArray();
        // A current activity would become the parent. The hosts take its trace id from the caller.
        Activity.Current = null;
        return new(operation.Name, _source.StartActivity(ActivityKind.Server, name: operation.Name, links: links));
    }

    public void Actor(Actor actor)
    {
        var roles = string.Join('+', RoleNames.Of(actor.Roles));
        _role = roles.Length > 0 ? roles : "none";
    }

    public void End(int status)
    {
        var tags = new TagList { { "operation", _operation }, { "outcome", Outcome }, { "role", _role } };
        _duration.Record(Elapsed.TotalSeconds, tags);
        _storageCalls.Record(StorageCalls, tags);
        _activity?.SetTag("operation", _operation).SetTag("outcome", Outcome).SetTag("role", _role)
            .SetTag("http.response.status_code", status.ToString(CultureInfo.InvariantCulture)).SetTag("storage.calls", StorageCalls)
            .SetStatus(status >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }

    public void Dispose()
    {
        _calls.Dispose();
        _activity?.Dispose();
    }

    private static IEnumerable<ActivityLink> Links(HttpRequest http)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } host)
        {
            yield return new ActivityLink(host.Context);
        }

        if (ActivityContext.TryParse(http.Headers.TraceParent, http.Headers.TraceState, isRemote: true, out var caller))
        {
            yield return new ActivityLink(caller);
        }
    }
}
