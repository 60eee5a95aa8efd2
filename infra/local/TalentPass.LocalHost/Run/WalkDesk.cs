using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>A department's desk in the story.</summary>
internal sealed class WalkDesk(string department, WalkActor officer, TimeProvider time, CancellationToken cancellation)
{
    /// <summary>Waits up to 60 s until the request is on the desk's list.</summary>
    public async Task<string> AwaitAsync(string number)
    {
        var limit = TimeSpan.FromSeconds(60);
        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < limit; await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellation))
        {
            if (await FindAsync(number) is { } entry)
                return $"{entry["title"]}, due {entry["due"]}";
        }
        throw new WalkException($"it is not on the desk within {limit.TotalSeconds} s");
    }

    /// <summary>Reads the request and takes an action on the version that was read.</summary>
    public async Task<string> ActAsync(string number, string action, JsonObject? body = null)
    {
        var path = $"/desks/{department}/requests/{number}";
        var seen = await officer.GetAsync(path);
        if (seen.ETag is not { } etag)
            throw new WalkException($"{seen.Call} has no ETag");
        var done = await officer.PostAsync($"{path}/{action}", body ?? new JsonObject(), ("If-Match", etag));
        return $"now {done["state"]}";
    }

    /// <summary>Ticks every point that the officer has to check as met.</summary>
    public async Task<string> CheckAsync(string number)
    {
        var points = (await officer.GetAsync($"/desks/{department}/requests/{number}")).Items("points").ToArray();
        foreach (var point in points)
            await ActAsync(number, "check", new JsonObject { ["point"] = point["point"]?.DeepClone(), ["met"] = true });
        return $"{points.Length} points met";
    }

    private async Task<JsonNode?> FindAsync(string number)
    {
        string? cursor = null;
        do
        {
            var page = await officer.GetAsync($"/desks/{department}/requests?limit=100" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            if (page.Items().FirstOrDefault(entry => entry["number"]?.ToString() == number) is { } found)
                return found;
            cursor = page["nextCursor"];
        }
        while (cursor is not null);
        return null;
    }
}
