using Microsoft.AspNetCore.Http;

namespace TalentPass.Functions.SignIn;

/// <summary>
/// A short name of a device for the list of sign-ins, such as <c>Chrome · Android</c>, from the header <c>User-Agent</c>. It is what
/// the browser says about itself, and only the kinds that people know by name.
/// </summary>
internal static class DeviceName
{
    // The first that fits: every browser names others in its header as well.
    private static readonly (string Mark, string Name)[] _clients =
    [
        ("MicroMessenger", "微信 WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("HuaweiBrowser", "Huawei Browser"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    private static readonly (string Mark, string Name)[] _systems =
    [
        ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>The name; a dash when the header says nothing known.</summary>
    public static string Of(HttpRequest http)
    {
        var header = http.Headers.UserAgent.ToString();
        var parts = new[] { Find(_clients, header), Find(_systems, header) }.OfType<string>().ToArray();
        return parts.Length == 0 ? "—" : string.Join(" · ", parts);
    }

    private static string? Find((string Mark, string Name)[] known, string header) =>
        known.FirstOrDefault(each => header.Contains(each.Mark, StringComparison.Ordinal)).Name;
}
