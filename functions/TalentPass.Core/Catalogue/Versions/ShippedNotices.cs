using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>
/// The words of notices that come with this build of the app: <c>seeds/notifications.json</c>. A catalogue from before there were
/// notices, or from before one of their kinds, is read with them.
/// </summary>
public static class ShippedNotices
{
    private static readonly Lazy<NoticeWordings> _words = new(Read);

    /// <summary>The words.</summary>
    public static NoticeWordings Words => _words.Value;

    private static NoticeWordings Read()
    {
        using var file = typeof(ShippedNotices).Assembly.GetManifestResourceStream("notifications.json")!;
        var document = JsonNode.Parse(file)!.AsObject();
        document.Remove("$schema");
        return document.Deserialize(CatalogueJson.Default.NoticeWordings)!;
    }
}
