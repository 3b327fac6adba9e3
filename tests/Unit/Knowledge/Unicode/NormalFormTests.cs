using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Unit.Knowledge.Unicode;

public sealed class NormalFormTests
{
    [Theory]
    [InlineData("plain", "plain", "plain")]
    [InlineData("Café", "Café", "Cafe\u0301")]
    [InlineData("Cafe\u0301", "Café", "Cafe\u0301")]
    [InlineData("ệ", "ệ", "e\u0323\u0302")]
    [InlineData("e\u0302\u0323", "ệ", "e\u0323\u0302")]          // marks in another order
    [InlineData("a\u0315\u0300\u05ae\u0300b", "\u00e0\u05ae\u0300\u0315b", "a\u05ae\u0300\u0300\u0315b")] // NormalizationTest.txt
    [InlineData("한국어", "한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165")]
    [InlineData("\u1112\u1161\u11ab", "한", "\u1112\u1161\u11ab")]
    [InlineData("が", "が", "か\u3099")]
    [InlineData("\u212b", "Å", "A\u030a")]
    [InlineData("\u0958", "\u0915\u093c", "\u0915\u093c")]      // never composed again
    [InlineData("\U0001d15e", "\U0001d157\U0001d165", "\U0001d157\U0001d165")]
    [InlineData("🎉 e", "🎉 e", "🎉 e")]
    [InlineData("\u0301a", "\u0301a", "\u0301a")]
    public void A_text_has_its_two_forms(string text, string composed, string decomposed)
    {
        NormalForm.Compose(text).ShouldBe(composed);
        NormalForm.Decompose(text).ShouldBe(decomposed);
    }
}
