namespace TalentPass.Core;

/// <summary>A text a person sees, in both languages of the product. Without personal data where it may be logged.</summary>
/// <param name="Zh">Simplified Chinese, the default.</param>
/// <param name="En">English.</param>
public sealed record Bilingual(string Zh, string En)
{
    /// <summary>The text in the wanted language.</summary>
    public string In(bool english) => english ? En : Zh;
}
