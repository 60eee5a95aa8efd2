using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>The seed catalogue, as if it had been published once.</summary>
internal static class SeedCatalogue
{
    public static PublishedCatalogue Published { get; } =
        new(1, "seed", DateTimeOffset.UnixEpoch, new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue());

    /// <summary>The body of an approval: the example of the service's first result.</summary>
    public static object Approval(string service)
    {
        var result = Published.Content.Service(service)!.Results![0];
        return new { decision = new Dictionary<string, object>(result.Example.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, (object)each.Value))) { ["type"] = result.Type } };
    }

    /// <summary>The demo person who may file the example of a service as it stands.</summary>
    public static string EntitledTo(string service) => service switch
    {
        "housing-youth-station" => "wu-hong",
        "work-permit" or "residence-permit" or "visa-extension" or "permanent-residence-recommendation" or "lodging-registration" => "schmidt",
        "hmt-residence-permit" => "chen-hk",
        "school-enrolment" or "settlement" or "family-placement" => "zhang-hui",
        _ => "li-wei",
    };

    /// <summary>The example of a service with some fields set to other JSON; null leaves a field out.</summary>
    public static JsonElement Example(string service, params (string Field, string? Json)[] changes)
    {
        var answers = JsonNode.Parse(Example(service).GetRawText())!.AsObject();
        foreach (var (field, json) in changes)
        {
            answers.Remove(field);
            if (json is not null)
            {
                answers[field] = JsonNode.Parse(json);
            }
        }

        return JsonSerializer.SerializeToElement(answers);
    }

    public static JsonElement Example(string service) => Published.Content.Service(service)!.Example;
}
