using QRCoder;
using Spectre.Console;
using TalentPass.LocalHost.Run;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_a_code_is_drawn_in_the_terminal
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_half_character_is_one_module(bool colours)
    {
        const string Code = "TP1:6BF+70790T9WTB0%95N96YBNF";
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });

        console.Write(TerminalQr.Draw(Code, colours, out var width));

        using var expected = new QRCodeGenerator().CreateQrCode(Code, QRCodeGenerator.ECCLevel.M);
        string[] lines = [.. output.ToString().Split('\n').Select(line => line.TrimEnd('\r'))];
        Assert.Equal(expected.ModuleMatrix.Count, width);
        for (var row = 0; row < expected.ModuleMatrix.Count; row++)
        {
            for (var column = 0; column < expected.ModuleMatrix.Count; column++)
            {
                var character = column < lines[row / 2].Length ? lines[row / 2][column] : ' ';
                var drawn = character switch { '█' => true, '▀' => row % 2 == 0, '▄' => row % 2 == 1, _ => false };
                // With colours, the drawn half of a character is black. Without colours, it has the terminal's light text
                // colour on a dark background.
                Assert.Equal(expected.ModuleMatrix[row][column], drawn == colours);
            }
        }
    }
}
