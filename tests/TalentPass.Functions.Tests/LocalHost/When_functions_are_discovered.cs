using Azure;
using Azure.Core;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.LocalHost;
using TalentPass.LocalHost.Queues;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>
/// The local host refuses functions that no host could run. It does so before anything starts, and the error names the wrong
/// function or attribute.
/// </summary>
public sealed class When_functions_are_discovered
{
    private const string Storage = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData(typeof(Twice), "Function Twice.Second cannot run: the name same is taken by another function.")]
    [InlineData(typeof(Triggerless), "Function Triggerless.Run cannot run: it has no trigger.")]
    [InlineData(typeof(WrongInput), "Function WrongInput.Run cannot run: its trigger parameter must be HttpRequest.")]
    [InlineData(typeof(WrongMessage), "Function WrongMessage.Run cannot run: its trigger parameter must be QueueMessage, String, BinaryData.")]
    [InlineData(typeof(WrongRoute), "Function WrongRoute.Run cannot run: its route has no {other}.")]
    [InlineData(typeof(WrongResult), "Function WrongResult.Run cannot run: an HTTP function returns an IResult or nothing.")]
    [InlineData(typeof(Unbindable), "Function Unbindable.Run cannot run: nothing can be bound to its parameter extra.")]
    public void A_declaration_no_host_could_run_is_refused(Type functions, string expected)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => TestHost.Builder(functions, Storage).Build());

        Assert.Equal(expected, fault.Message);
    }

    [Fact]
    public void A_setting_that_a_trigger_names_must_be_there()
    {
        var fault = Assert.Throws<LocalSetupException>(() => TestHost.Builder(typeof(NamedBySetting), Storage).Build());

        Assert.Equal("Function NamedBySetting needs the setting Desk:Name for its trigger \"desk-%Desk:Name%\"; set it, for example as an environment variable.", fault.Message);
    }

    [Fact]
    public void A_schedule_must_be_one()
    {
        using var host = TestHost.Builder(typeof(Scheduled), Storage, ("when", "every now and then")).Build();

        var fault = Assert.Throws<LocalSetupException>(() => host.Services.GetServices<ITriggerListener>().ToList());

        Assert.Equal("The schedule \"every now and then\" of function Scheduled is neither an NCRONTAB expression of six fields nor a time span; correct it.", fault.Message);
    }

    [Fact]
    public async Task A_function_switched_off_by_its_setting_does_not_run()
    {
        await using var host = await TestHost.StartAsync(
            TestHost.Builder(typeof(NamedBySetting), Storage, ("AzureWebJobs.NamedBySetting.Disabled", "true")));

        Assert.NotNull(host.Client.BaseAddress);
    }

    [Theory]
    [InlineData("batchSize", "33", "extensions.queues.batchSize must be a number from 1 to 32, not \"33\"")]
    [InlineData("visibilityTimeout", "soon", "extensions.queues.visibilityTimeout must be a time span of at least 00:00:00, not \"soon\"")]
    [InlineData("maxPollingInterval", "00:00:00.01", "extensions.queues.maxPollingInterval must be a time span of at least 00:00:00.1000000, not \"00:00:00.01\"")]
    [InlineData("messageEncoding", "utf-8", "extensions.queues.messageEncoding must be base64 or none, not \"utf-8\"")]
    public void A_value_of_host_json_outside_its_range_is_named(string name, string value, string expected)
    {
        var builder = TestHost.Builder(typeof(NamedBySetting), Storage, ("Desk:Name", "a"), ($"AzureFunctionsJobHost:extensions:queues:{name}", value));

        var fault = Assert.Throws<LocalSetupException>(() => builder.Build());

        Assert.Equal($"{builder.Options.HostJson} cannot be used ({expected}); correct it and run the command again.", fault.Message);
    }

    [Fact]
    public void A_connection_may_be_a_service_address_with_the_apps_identity()
    {
        var builder = TestHost.Builder(
            typeof(NamedBySetting), "", ("Desk:Name", "a"), ("AzureWebJobsStorage:queueServiceUri", "https://talentpass.queue.core.windows.net"));
        builder.Services.AddSingleton<TokenCredential>(new NeverAsked());
        using var host = builder.Build();

        var service = host.Services.GetRequiredService<QueueConnections>().Find("NamedBySetting", "AzureWebJobsStorage");

        Assert.Equal("talentpass", service.AccountName);
    }

    [Fact]
    public void A_service_address_without_an_identity_is_refused()
    {
        using var host = TestHost.Builder(
            typeof(NamedBySetting), "", ("Desk:Name", "a"), ("AzureWebJobsStorage:queueServiceUri", "https://talentpass.queue.core.windows.net")).Build();

        var fault = Assert.Throws<LocalSetupException>(() => host.Services.GetServices<ITriggerListener>().ToList());

        Assert.Contains("needs a credential", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_connection_is_named()
    {
        using var host = TestHost.Builder(typeof(NamedBySetting), "", ("Desk:Name", "a")).Build();

        var fault = Assert.Throws<LocalSetupException>(() => host.Services.GetServices<ITriggerListener>().ToList());

        Assert.StartsWith("Function NamedBySetting needs the storage connection AzureWebJobsStorage; set", fault.Message, StringComparison.Ordinal);
    }

    public static class Twice
    {
        [Function("Same")]
        public static void First([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }

        [Function("same")]
        public static void Second([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }
    }

    public static class Triggerless
    {
        [Function("Triggerless")]
        public static void Run(string nothing)
        {
        }
    }

    public static class WrongInput
    {
        [Function("WrongInput")]
        public static void Run([HttpTrigger] HttpContext context)
        {
        }
    }

    public static class WrongMessage
    {
        [Function("WrongMessage")]
        public static void Run([QueueTrigger("a")] PeekedMessage message)
        {
        }
    }

    public static class WrongRoute
    {
        [Function("WrongRoute")]
        public static void Run([HttpTrigger(Route = "things/{id}")] HttpRequest request, string other)
        {
        }
    }

    public static class WrongResult
    {
        [Function("WrongResult")]
        public static Task<string> Run([HttpTrigger] HttpRequest request) => Task.FromResult("");
    }

    public static class Unbindable
    {
        [Function("Unbindable")]
        public static void Run([QueueTrigger("a")] string message, int extra)
        {
        }
    }

    public static class NamedBySetting
    {
        [Function("NamedBySetting")]
        public static void Run([QueueTrigger("desk-%Desk:Name%")] string message)
        {
        }
    }

    public static class Scheduled
    {
        [Function("Scheduled")]
        public static void Run([TimerTrigger("%when%")] TimerInfo timer)
        {
        }
    }

    private sealed class NeverAsked : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new RequestFailedException("never asked");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new RequestFailedException("never asked");
    }
}
