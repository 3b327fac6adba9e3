using System.Text;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Unit.Text;

public sealed class SignsTests
{
    [Theory]
    [InlineData("“", SignKind.DoubleQuote, "\"")]
    [InlineData("’", SignKind.SingleQuote, "'")]
    [InlineData("—", SignKind.Dash, "-")]
    [InlineData("−", SignKind.Minus, "-")]
    [InlineData("…", SignKind.Ellipsis, "...")]
    [InlineData("\u00A0", SignKind.Space, " ")]
    [InlineData("\u2028", SignKind.LineEnd, "\n")]
    [InlineData("\u200B", SignKind.Invisible, "")]
    [InlineData("\u200D", SignKind.Joiner, "")]
    [InlineData("\u202E", SignKind.Direction, "")]
    [InlineData("（", SignKind.FullWidth, "(")]
    [InlineData("Ｚ", SignKind.FullWidth, "Z")]
    [InlineData("５", SignKind.Digit, "5")]
    [InlineData("٩", SignKind.Digit, "9")]
    [InlineData("४", SignKind.Digit, "4")]
    [InlineData("𝟗", SignKind.Digit, "9")]
    [InlineData("𝑥", SignKind.Letter, "x")]
    [InlineData("ℎ", SignKind.Letter, "h")]
    [InlineData("х", SignKind.Lookalike, "x")]
    [InlineData("½", SignKind.Fraction, "1/2")]
    [InlineData("⁻", SignKind.Superscript, "-")]
    [InlineData("π", SignKind.Constant, "pi")]
    [InlineData("٫", SignKind.DecimalPoint, ".")]
    public void A_sign_has_a_kind_and_a_plain_form(string text, SignKind kind, string plain) =>
        Signs.Of(Rune.GetRuneAt(text, 0)).ShouldBe(new Sign(kind, plain));

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("中")]
    [InlineData("😀")]
    [InlineData("ß")]
    public void What_stands_for_itself_is_not_in_the_table(string text) => Signs.Of(Rune.GetRuneAt(text, 0)).ShouldBeNull();

    [Fact]
    public void Every_kind_has_a_sign_and_every_plain_form_is_ASCII()
    {
        Signs.All.Values.Select(sign => sign.Kind).Distinct().Order().ShouldBe(Enum.GetValues<SignKind>());
        Signs.All.Values.ShouldAllBe(sign => Ascii.IsValid(sign.Plain));
        Signs.All.Keys.ShouldAllBe(code => code == 0x0B || code == 0x0C || code > 0x7F);
    }

    [Fact]
    public void Only_signs_of_the_kinds_asked_for_are_replaced()
    {
        var kinds = new HashSet<SignKind> { SignKind.Dash, SignKind.Digit };
        Signs.Replace("“٣ – ½” 👩‍👩‍👧 \uD83D", kinds).ShouldBe("“3 - ½” 👩‍👩‍👧 \uD83D");
    }
}
