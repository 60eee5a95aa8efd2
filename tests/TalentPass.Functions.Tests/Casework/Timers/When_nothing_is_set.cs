using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Storage;
using TalentPass.Functions.Casework.Timers;

namespace TalentPass.Functions.Tests.Casework.Timers;

/// <summary>The default options of the timers, which apply in a deployment without other settings.</summary>
public sealed class When_nothing_is_set
{
    [Fact]
    public void The_sweep_takes_up_what_is_half_a_minute_old_and_leaves_a_queue_of_twenty_alone() =>
        Assert.Equal(new SweepOptions(TimeSpan.FromSeconds(30), 20), Options());

    [Fact]
    public void Settings_say_otherwise() =>
        Assert.Equal(new SweepOptions(TimeSpan.FromSeconds(5), 3), Options(("Sweep:FirstPatience", "00:00:05"), ("Sweep:DeepQueue", "3")));

    // A queue can show at most 32 waiting messages in one call.
    [Fact]
    public void The_depth_that_is_too_deep_can_be_told() => Assert.InRange(SweepOptions.Default.DeepQueue, 1, 32);

    [Theory]
    [InlineData(typeof(SweepTriggers), "20 * * * * *")]
    [InlineData(typeof(RequestTimerTriggers), "0 5 * * * *")]
    [InlineData(typeof(QueueWatchTriggers), "0 */5 * * * *")]
    public void The_timers_run_as_often_as_is_told(Type triggers, string schedule) =>
        Assert.Equal(schedule, Assert.Single(triggers.GetMethods().SelectMany(each => each.GetParameters()).Select(each => each.GetCustomAttribute<TimerTriggerAttribute>()).OfType<TimerTriggerAttribute>()).Schedule);

    private static SweepOptions Options(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Name, (string?)each.Value)));
        builder.AddTimers();
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<SweepOptions>();
    }
}
