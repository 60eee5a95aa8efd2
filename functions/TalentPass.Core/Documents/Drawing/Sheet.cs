using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Documents.Drawing;

/// <summary>
/// Writes texts from the top to the bottom of A4 pages. Chinese lines break between any two characters, others at spaces; a line
/// does not begin with a closing mark. What does not fit goes to the next page.
/// </summary>
/// <param name="pdf">The document.</param>
/// <param name="fonts">The fonts.</param>
internal sealed class Sheet(PdfDocument pdf, DocumentFonts fonts) : IDisposable
{
    /// <summary>The margins, in points.</summary>
    public const double Margin = 62;

    private const string NotFirst = "，。、；：？！）》」』”’·,.;:?!)]%";
    private const double LineHeight = 1.5;
    private XGraphics? _page;

    /// <summary>The page that is written on.</summary>
    public XGraphics Page => _page ??= Begin();

    /// <summary>The distance of the next line from the top of the page, in points.</summary>
    public double Top { get; private set; } = Margin;

    /// <summary>The width between the margins.</summary>
    public double Width => Page.PageSize.Width - 2 * Margin;

    /// <summary>Leaves a gap.</summary>
    public void Skip(double points) => Top += points;

    /// <summary>Begins a new page unless there is room for this height.</summary>
    public void Need(double height)
    {
        if (Top + height > Page.PageSize.Height - Margin)
        {
            _page!.Dispose();
            _page = Begin();
            Top = Margin;
        }
    }

    /// <summary>Writes a text of one or more lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the letters, in points.</param>
    /// <param name="colour">The colour; black when left out.</param>
    /// <param name="indent">The distance from the left margin.</param>
    /// <param name="align">Where each line stands.</param>
    public void Write(string text, double size, XBrush? colour = null, double indent = 0, XStringAlignment align = XStringAlignment.Near)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(each => Lines(each, size, Width - indent)))
        {
            Need(size * LineHeight);
            var width = Measure(line, size);
            var left = align switch
            {
                XStringAlignment.Center => (Page.PageSize.Width - width) / 2,
                XStringAlignment.Far => Page.PageSize.Width - Margin - width,
                _ => Margin + indent,
            };
            Draw(line, size, colour ?? XBrushes.Black, left, Top + size * 1.1);
            Top += size * LineHeight;
        }
    }

    /// <summary>Writes one line at a place; it does not move <see cref="Top"/>.</summary>
    public void Draw(string line, double size, XBrush colour, double left, double baseline)
    {
        foreach (var (part, font) in fonts.Split(line, size))
        {
            Page.DrawString(part, font, colour, left, baseline);
            left += Page.MeasureString(part, font).Width;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _page?.Dispose();

    private XGraphics Begin()
    {
        var page = pdf.AddPage();
        page.Size = PageSize.A4;
        return XGraphics.FromPdfPage(page);
    }

    private double Measure(string line, double size) => fonts.Split(line, size).Sum(each => Page.MeasureString(each.Text, each.Font).Width);

    private IEnumerable<string> Lines(string text, double size, double width)
    {
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (line.Length > 0 && Measure(line + piece.TrimEnd(), size) > width && !NotFirst.Contains(piece[0], StringComparison.Ordinal))
            {
                yield return line.TrimEnd();
                line = "";
            }

            line += piece;
            // A word that is longer than a line is cut.
            while (Measure(line.TrimEnd(), size) > width * 1.1)
            {
                var cut = line.Length - 1;
                while (Measure(line[..cut], size) > width)
                {
                    cut -= char.IsLowSurrogate(line[cut - 1]) ? 2 : 1;
                }

                yield return line[..cut];
                line = line[cut..];
            }
        }

        yield return line.TrimEnd();
    }

    // A piece is a Chinese character, or a word with the space behind it.
    private static IEnumerable<string> Pieces(string text)
    {
        var word = "";
        foreach (var rune in text.EnumerateRunes())
        {
            if (NameText.IsHan(rune) || rune.Value is >= 0x3000 and < 0x3100 or >= 0xFF00 and < 0xFFF0)
            {
                if (word.Length > 0)
                {
                    yield return word;
                    word = "";
                }

                yield return rune.ToString();
                continue;
            }

            word += rune.ToString();
            if (rune.Value == ' ')
            {
                yield return word;
                word = "";
            }
        }

        if (word.Length > 0)
        {
            yield return word;
        }
    }
}
