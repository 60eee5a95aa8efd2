using System.Reflection;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Backup;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>
/// The host logs the exception of a queue or timer trigger with its message. The message must not contain personal data.
/// </summary>
public sealed class When_nobody_waits_for_an_answer
{
    private const string Personal = "110105194912310021";

    // The sender reads storage only for a message that it can read.
    private static readonly string _notice = NoticeMessages.Write(new NoticeAddedV1(Personal, Personal, Personal));

    public static TheoryData<string> Functions => [.. Triggers.Keys];

    private static Dictionary<string, MethodInfo> Triggers { get; } =
        (from type in typeof(TalentPassRegistration).Assembly.GetTypes()
         from method in type.GetMethods()
         let function = method.GetCustomAttribute<FunctionAttribute>()
         where function is not null && method.GetParameters().All(each => each.GetCustomAttribute<HttpTriggerAttribute>() is null)
         select (function.Name, method)).ToDictionary(each => each.Name, each => each.method);

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_a_trigger_throws_says_where_it_broke_and_quotes_nobody(string function)
    {
        using var services = Broken();
        await services.GetRequiredService<StartSteps>().StartAsync(TestContext.Current.CancellationToken);
        var method = Triggers[function];
        var triggers = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        object?[] arguments = [.. method.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(QueueMessage) => QueuesModelFactory.QueueMessage("1", "receipt", function == "SendNotice" ? _notice : Personal, 1),
            var type when type == typeof(TimerInfo) => new TimerInfo(),
            _ => (object?)TestContext.Current.CancellationToken,
        })];

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => (Task)method.Invoke(triggers, BindingFlags.DoNotWrapExceptions, null, arguments, null)!);

        Assert.DoesNotContain(Personal, fault.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(BrokenTransport), fault.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Broken()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["KeyRing:Key"] = Convert.ToBase64String(new byte[32]);
        builder.Configuration["TalentPassStorage"] = "UseDevelopmentStorage=true";
        builder.Configuration["Seeds:Load"] = "false";
        // Digests are sent where there is a mail server, and on a working day.
        builder.Configuration["Email:Host"] = "mail.city.example";
        builder.Configuration["Email:From"] = "talent@city.example";
        builder.Services.AddSingleton<TimeProvider>(new ShiftedClock(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.FromHours(8))));
        builder.Services.AddSingleton<HttpPipelineTransport>(_ => new BrokenTransport());
        // The account of the copies; without one the timer has nothing to do.
        builder.Services.AddSingleton(_ => CopyContainers.Of(new BlobServiceClient(
            "UseDevelopmentStorage=true", new BlobClientOptions { Transport = new BrokenTransport(), Retry = { MaxRetries = 0 } })));
        builder.AddTalentPass();
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Simulates a bug whose exception message quotes the data that caused it.</summary>
    private sealed class BrokenTransport : HttpPipelineTransport, IDisposable
    {
        private readonly HttpClientTransport _real = new();

        public void Dispose() => _real.Dispose();

        public override Request CreateRequest() => _real.CreateRequest();

        public override void Process(HttpMessage message) => throw new InvalidOperationException($"Broke on {Personal}");

        public override ValueTask ProcessAsync(HttpMessage message) => throw new InvalidOperationException($"Broke on {Personal}");
    }
}
