using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace TalentPass.Core.Documents.Drawing;

/// <summary>
/// Corrects the tables by which a reader turns the glyphs of a PDF back into text. PDFsharp 6.2 writes a character outside the
/// basic plane as its number (<c>2CB4E</c>), where ISO 32000-1, 9.10.3 wants UTF-16 (<c>D873DF4E</c>); a copied name would be wrong.
/// </summary>
internal static partial class PdfTexts
{
    /// <summary>Returns the document with correct tables.</summary>
    public static byte[] Correct(MemoryStream document)
    {
        document.Position = 0;
        using var pdf = PdfReader.Open(document, PdfDocumentOpenMode.Modify);
        var wrong = pdf.Internals.GetAllObjects().OfType<PdfDictionary>()
            .Select(each => each.Elements.GetDictionary("/ToUnicode")).OfType<PdfDictionary>()
            .Where(each => Text(each) is { } text && Beyond().IsMatch(text)).ToList();
        if (wrong.Count == 0)
        {
            return document.ToArray();
        }

        foreach (var table in wrong)
        {
            table.Stream.Value = Encoding.ASCII.GetBytes(Beyond().Replace(Text(table)!, match => $"<{Utf16(match.Groups[1].Value)}>"));
            table.Elements.Remove("/Filter");
            table.Elements.SetInteger("/Length", table.Stream.Length);
        }

        using var corrected = new MemoryStream();
        pdf.Save(corrected, closeStream: false);
        return corrected.ToArray();
    }

    private static string? Text(PdfDictionary table) => table.Stream is { } stream ? Encoding.ASCII.GetString(stream.UnfilteredValue) : null;

    private static string Utf16(string number) =>
        string.Concat(new Rune(int.Parse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString().Select(each => ((int)each).ToString("X4", CultureInfo.InvariantCulture)));

    [GeneratedRegex("<([0-9A-F]{5,6})>")]
    private static partial Regex Beyond();
}
