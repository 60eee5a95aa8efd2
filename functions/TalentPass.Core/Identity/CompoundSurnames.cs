using System.Collections.Frozen;

namespace TalentPass.Core.Identity;

/// <summary>
/// Chinese surnames of two characters (复姓), simplified and traditional. The mask of a name shows both characters.
/// </summary>
internal static class CompoundSurnames
{
    private static readonly FrozenSet<string> _known = (
        "欧阳 太史 上官 端木 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 "
        + "公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 "
        + "拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 公输 淳于 单于 贺兰 完颜 耶律 "
        + "歐陽 司馬 東方 獨孤 南宮 聞人 諸葛 尉遲 赫連 澹臺 濮陽 公孫 仲孫 鍾離 長孫 鮮于 閭丘 顓孫 樂正 穀梁 軒轅 段干 "
        + "呼延 東郭 公輸 賀蘭 完顏")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name begins with such a surname and a given name follows.</summary>
    public static bool Begin(string name) => NameText.Length(name) > 2 && _known.Contains(NameText.First(name, 2));
}
