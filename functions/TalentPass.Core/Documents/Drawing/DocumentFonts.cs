using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace TalentPass.Core.Documents.Drawing;

/// <summary>
/// The fonts of the documents: Noto Sans SC, which has the characters of GB 18030 and of the table of general characters
/// (通用规范汉字表), also those outside the basic plane (𬭎, 𫖯), and Noto Sans for letters that it does not have (č, ł, ő). Both are
/// under the SIL Open Font License. A document holds only the characters that it shows.
/// </summary>
public sealed class DocumentFonts
{
    /// <summary>The names of the files.</summary>
    public const string HanFile = "NotoSansSC_400Regular.ttf", LatinFile = "NotoSans_400Regular.ttf";

    private static readonly Lock _one = new();
    private static readonly XPdfFontOptions _embedded = new(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset);
    private readonly Lazy<FontCoverage> _han;

    /// <summary>Takes the fonts of a folder. They are read when the first document is drawn.</summary>
    /// <param name="folder">The folder of the files.</param>
    public DocumentFonts(string folder)
    {
        lock (_one)
        {
            // The library has one resolver in a process. All apps of a process have the same fonts.
            GlobalFontSettings.FontResolver ??= new Files(folder);
        }

        _han = new(() => FontCoverage.Read(File.ReadAllBytes(Path.Combine(folder, HanFile))));
    }

    /// <summary>A Chinese font of this size, in points.</summary>
    internal static XFont Han(double size) => new(HanFile, size, XFontStyleEx.Regular, _embedded);

    /// <summary>Splits a text into parts of one font each.</summary>
    internal IEnumerable<(string Text, XFont Font)> Split(string text, double size)
    {
        var part = new StringBuilder();
        var isHan = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (_han.Value.Has(rune.Value) != isHan && part.Length > 0)
            {
                yield return (part.ToString(), Font(isHan, size));
                part.Clear();
            }

            isHan = _han.Value.Has(rune.Value);
            part.Append(rune);
        }

        if (part.Length > 0)
        {
            yield return (part.ToString(), Font(isHan, size));
        }
    }

    private static XFont Font(bool isHan, double size) => isHan ? Han(size) : new(LatinFile, size, XFontStyleEx.Regular, _embedded);

    private sealed class Files(string folder) : IFontResolver
    {
        public byte[] GetFont(string faceName) => File.ReadAllBytes(Path.Combine(folder, faceName));

        public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(familyName);
    }
}
