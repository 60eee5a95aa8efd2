namespace TalentPass.Core;

/// <summary>A text for people in the two languages of the product. A text that may be logged has no personal data.</summary>
/// <param name="Zh">Simplified Chinese, the default.</param>
/// <param name="En">English.</param>
public sealed record Bilingual(string Zh, string En)
{
    /// <summary>The text in English or in Chinese.</summary>
    public string In(bool english) => english ? En : Zh;
}
