using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TalentPass.Core.Storage;

namespace TalentPass.Core.WeChat;

/// <summary>The JSON format of calls to WeChat.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class WeChatJson : JsonSerializerContext
{
    /// <summary>The format without escapes: WeChat shows them as they are.</summary>
    public static WeChatJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
