using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_an_operation_is_traced : IAsyncLifetime
{
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly ActivityListener _listener;
    private readonly PipelineApp _app = new();

    public When_an_operation_is_traced()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TalentPass",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_trace_names_operation_outcome_role_and_storage_calls_and_nothing_else()
    {
        var reply = await _app.GetAsync($"/api/v1/samples/{SampleFaults.Personal}?name=%E6%9F%90%E4%BA%BA", await _app.TokenAsync(Roles.Talent | Roles.Hall));
        var activity = Traced(reply);
        Assert.Equal("SampleRead", activity.DisplayName);
        Assert.Equal(
            ["http.response.status_code=404", "operation=SampleRead", "outcome=not_found", "role=talent+hall", "storage.calls=0"],
            activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("00")]
    public async Task A_trace_begun_elsewhere_is_linked_and_decides_neither_the_id_nor_what_is_recorded(string flags)
    {
        var reply = await _app.GetAsync(
            "/api/v1/samples/2", null, ("traceparent", $"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-{flags}"), ("tracestate", "congo=t61rcWkgMzE"));
        var activity = Traced(reply);
        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", reply.Member("traceId").GetString());
        Assert.Equal((default, null), (activity.ParentSpanId, activity.TraceStateString));
        Assert.Contains(activity.Links, link => (link.Context.TraceId.ToHexString(), link.Context.SpanId.ToHexString()) == ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
    }

    [Theory]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("nonsense")]
    public async Task Nonsense_instead_of_a_trace_is_linked_to_nothing(string sent)
    {
        var activity = Traced(await _app.GetAsync("/api/v1/samples/2", null, ("traceparent", sent)));
        Assert.DoesNotContain(activity.Links, link => link.Context.IsRemote);
    }

    [Fact]
    public async Task A_fault_marks_the_trace_and_leaves_a_log_line_with_its_id_and_nothing_personal()
    {
        var reply = await _app.GetAsync("/api/v1/sample-faults/bug");
        Assert.Equal(ActivityStatusCode.Error, Traced(reply).Status);
        var line = Assert.Single(_app.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(reply.Member("traceId").GetString()!, StringComparison.Ordinal));
        Assert.Contains("InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleFaults.Personal, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_path_query_token_or_body_gets_into_the_log()
    {
        const string name = "司马某";
        var token = await _app.TokenAsync(Roles.Talent);
        await _app.PostAsync($"/api/v1/samples?q={SampleFaults.Personal}", token, $$"""{"name":"{{name}}","code":"{{SampleFaults.Personal}}"}""", ("Idempotency-Key", SampleFaults.Personal));
        await _app.PostAsync("/api/v1/samples", token, $$"""{"name":"{{name}}{{name}}{{name}}{{name}}","{{SampleFaults.Personal}}":1}""");
        await _app.PostAsync("/api/v1/samples", token, $"{name}{{");
        await _app.GetAsync($"/api/v1/samples/{SampleFaults.Personal}", token);
        await _app.GetAsync($"/{SampleFaults.Personal}", token);
        Assert.NotEmpty(_app.Log.Lines);
        Assert.DoesNotContain(_app.Log.Lines, line => line.Contains(SampleFaults.Personal, StringComparison.Ordinal)
            || line.Contains(name, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal) || line.Contains("某人", StringComparison.Ordinal));
    }

    [Fact]
    public async Task How_long_it_took_is_measured()
    {
        var measured = new ConcurrentQueue<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => Enable(instrument, listener) };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
            measured.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}")));
        listener.Start();
        await _app.GetAsync("/api/v1/samples/1");
        Assert.Contains("talentpass.operation.duration SampleRead ok none", measured);

        static void Enable(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "TalentPass")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }
    }

    private Activity Traced(Reply reply) =>
        Assert.Single(_activities, activity => activity.TraceId.ToHexString() == reply.Member("traceId").GetString());
}
