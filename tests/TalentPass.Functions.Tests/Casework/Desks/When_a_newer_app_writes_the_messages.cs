using Microsoft.Extensions.Configuration;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// While a new version of the app is being deployed, instances of both versions work. A message of a later version is left to the
/// newer instances, for a while.
/// </summary>
public sealed class When_a_newer_app_writes_the_messages(AzuriteFixture azurite)
{
    private const string Later = "{\"name\":\"request-arrived\",\"version\":2,\"data\":{\"what\":\"a newer app knows\"}}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_instance_leaves_them_for_a_bounded_number_of_attempts_and_then_tells_the_supervisor()
    {
        var rig = new RequestRig(azurite.NewAccount(), "n");
        await rig.CreateAsync();

        for (var attempt = 1; attempt < DeliverToDesk.MostAttempts; attempt++)
        {
            Assert.Equal(new Delivery.Left(2), await rig.Deliver.RunAsync(RequestRig.Department, Later, attempt, Cancel));
        }

        Assert.Empty(await rig.Desks.QuarantinedAsync(RequestRig.Department, null, 10, Cancel));
        Assert.Equal(
            new Delivery.Quarantined("unknown_version"),
            await rig.Deliver.RunAsync(RequestRig.Department, Later, DeliverToDesk.MostAttempts, Cancel));
        var kept = Assert.Single(await rig.Desks.QuarantinedAsync(RequestRig.Department, null, 10, Cancel));
        Assert.Equal(("unknown_version", Later), (kept.Reason, kept.Text));
    }

    [Fact]
    public async Task A_request_whose_message_went_to_quarantine_reaches_its_desk_from_the_outbox()
    {
        var rig = new RequestRig(azurite.NewAccount(), "n");
        await rig.CreateAsync();
        var talent = RequestRig.NewTalent();
        await rig.FileAsync(talent);
        var queue = rig.Clients.Queue(StorageLayout.DeskQueue(RequestRig.Department));
        var message = Assert.Single((await queue.ReceiveMessagesAsync(1, cancellationToken: Cancel)).Value);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancel);
        var later = message.Body.ToString().Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);

        Assert.IsType<Delivery.Quarantined>(await rig.Deliver.RunAsync(RequestRig.Department, later, DeliverToDesk.MostAttempts, Cancel));

        Assert.Single((await rig.Table.ReadAsync(TableFilter.Range(Shard.Of(talent), Outbox.Range.From, Outbox.Range.Before), 10, Cancel)).Rows);
        Assert.Empty((await rig.Desks.ListAsync(RequestRig.Department, 20, null, Cancel)).Entries);
        await rig.RecoverAsync(talent);
        Assert.Single((await rig.Desks.ListAsync(RequestRig.Department, 20, null, Cancel)).Entries);
    }

    [Fact]
    public async Task The_queue_gives_it_to_this_app_again_and_again_and_never_to_the_poison_queue()
    {
        var connection = azurite.NewAccount();
        // Failed messages come back at once, instead of after 30 seconds.
        await using var app = await TestApp.StartAsync(
            connection, settings: new Dictionary<string, string?> { ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00" });
        var clients = new StorageClients(new StorageOptions { ConnectionString = connection });
        await clients.Queue("desk-housing").SendMessageAsync(Later, Cancel);

        using var supervisor = await app.SignInAsync("supervisor");
        var letters = await HttpJson.UntilAsync(
            async () => (await supervisor.GetJsonAsync("/api/v1/desks/housing/dead-letters")).Items.ToList(), all => all.Count > 0, "a dead letter");
        Assert.Equal("unknown_version", Assert.Single(letters).GetProperty("reason").GetString());
        Assert.Equal(0, (await clients.Queue("desk-housing").GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public void Messages_are_left_less_often_than_the_host_takes_to_give_them_up()
    {
        var host = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json")).Build();

        Assert.InRange(DeliverToDesk.MostAttempts, 2, host.GetValue<int>("extensions:queues:maxDequeueCount") - 1);
        // Recreating instances takes half a minute and rolling updates three minutes, as their documentation says.
        Assert.True(DeliverToDesk.MostAttempts * host.GetValue<TimeSpan>("extensions:queues:visibilityTimeout") >= TimeSpan.FromMinutes(4));
    }
}
