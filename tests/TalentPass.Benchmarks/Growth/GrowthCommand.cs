using System.Globalization;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Benchmarks.Growth;

/// <summary>
/// Measures operations and timers in cities of different sizes: storage calls, rows, bytes and processor time of each, side by
/// side. What is the same in every column does not grow.
/// </summary>
internal static class GrowthCommand
{
    private const int OfOne = 500;
    private const int Callers = 2;
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(1);

    public static async Task<int> Run(CommandArguments arguments)
    {
        var (rounds, most) = ((int)arguments.Number("--rounds", 3), (int)arguments.Number("--most", 200));
        var wanted = arguments.List("--operations");
        await using var storage = await StorageProcess.StartAsync();
        var places = new List<GrowthPlace>();
        try
        {
            foreach (var requests in arguments.List("--sizes", "1000,10000,100000").Select(int.Parse))
            {
                places.Add(await GrowthPlace.StartAsync(storage, CitySize.Of(requests, OfOne)));
                var rows = await storage.RowsAsync(places[^1].City.Account);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests} requests of {places[^1].Size.Talents} talents, and {OfOne} of one more: {rows} rows"));
            }

            Console.WriteLine($"\n| operation, with {string.Join(" / ", places.Select(each => each.Size.Requests))} requests | storage calls | rows | kB | CPU µs | errors |\n|---|--:|--:|--:|--:|--:|");
            for (var i = 0; i < places[0].Operations.Count; i++)
            {
                if (wanted.Count == 0 || wanted.Contains(places[0].Operations[i].Name))
                {
                    await RowAsync(storage, places, i, rounds, most);
                }
            }

            if (wanted.Count == 0)
            {
                await TimerFigures.PrintAsync(storage, places, (int)arguments.Number("--delay", 8));
            }

            return 0;
        }
        finally
        {
            foreach (var place in places)
            {
                await place.DisposeAsync();
            }
        }
    }

    private static async Task RowAsync(StorageProcess storage, List<GrowthPlace> places, int operation, int rounds, int most)
    {
        var sides = places.Select(static _ => new Side()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < places.Count; i++)
            {
                var place = places[i];
                var measured = await Round.MeasureAsync(
                    place.Operations[operation], Callers, _window, place.App.Process.UsageAsync, () => storage.UsageAsync(place.City.Account), most);
                if (round > 0)
                {
                    sides[i].Add(measured);
                }
            }
        }

        Console.WriteLine(
            $"| {places[0].Operations[operation].Name} | {Each(static side => side.Calls, "0.##")} | {Each(static side => side.Rows, "0.#")} | {Each(static side => side.Kilobytes, "0.#")} | {Each(static side => side.CpuMicroseconds, "0")} | {Each(static side => side.Errors, "0")} |");

        string Each(Func<Side, double> figure, string format) => string.Join(" / ", sides.Select(side => figure(side).ToString(format, CultureInfo.InvariantCulture)));
    }
}
