using System.Text;
using ADRaffy.ENSNormalize;

namespace TalentPass.Core.Identity;

/// <summary>
/// One spelling of a text that can be written in several ways and looks the same. The app runs without the ICU library, and
/// <see cref="string.Normalize()"/> changes nothing then.
/// </summary>
internal static class NormalForm
{
    // U+2F00 to U+2FD5: the Kangxi radicals look like these characters, and some input methods and PDF files have them instead.
    private const string Radicals =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴" +
        "廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿" +
        "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵" +
        "邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    // Nothing below U+0300 changes; neither do the usual Chinese characters.
    private const char FirstMark = '\u0300';

    /// <summary>Composes the text (Unicode normal form C) and replaces Kangxi radicals by the characters they look like.</summary>
    public static string Of(string text) => IsPlain(text) ? text : Composed(string.Concat(text.Select(Unradical)));

    /// <summary>As <see cref="Of"/>, and with plain letters, digits and signs for full-width ones.</summary>
    public static string HalfWidthOf(string text) =>
        Of(string.Concat(text.Select(each => each is >= '\uFF01' and <= '\uFF5E' ? (char)(each - 0xFEE0) : each)));

    private static bool IsPlain(string text) => text.All(each => each is < FirstMark or >= '\u4E00' and <= '\u9FFF');

    private static char Unradical(char each) => each is >= '\u2F00' and <= '\u2FD5' ? Radicals[each - '\u2F00'] : each;

    // The library refuses half of a surrogate pair.
    private static string Composed(string text) =>
        text.EnumerateRunes().Any(each => each == Rune.ReplacementChar) ? text : ENSNormalize.NF.NFC(text);
}
