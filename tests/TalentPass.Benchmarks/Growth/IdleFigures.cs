using System.Globalization;
using TalentPass.Benchmarks.Processes;

namespace TalentPass.Benchmarks.Growth;

/// <summary>What an app costs that nobody calls, with all its timers and queues.</summary>
internal static class IdleFigures
{
    public static async Task PrintAsync(StorageProcess storage, GrowthPlace place, TimeSpan length)
    {
        if (length == TimeSpan.Zero)
        {
            return;
        }

        await using var app = await AppUnderTest.StartAsync(storage.Ports.Connection(place.City.Account), AppUnderTest.Unlimited);
        // What it finds to do at its start is not idle.
        await Task.Delay(length / 2);
        var (asked, used) = (await storage.UsageAsync(place.City.Account), await app.Process.UsageAsync());
        await Task.Delay(length);
        var (usedAfter, askedAfter) = (await app.Process.UsageAsync(), await storage.UsageAsync(place.City.Account));
        var (calls, minutes) = (askedAfter - asked, length.TotalMinutes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nidle: {calls.Calls / minutes:f0} storage calls a minute, {calls.QueueCalls / minutes:f0} of them to queues; {(usedAfter.CpuMicroseconds - used.CpuMicroseconds) / 1000.0 / minutes:f0} ms of processor time a minute"));
    }
}
