using ObsidianVault.Knowledge.Terms;

namespace ObsidianVault.Unit.Knowledge.Terms;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Größe", "Grosse")]
    [InlineData("œuvre ﬁn Ｆ", "oeuvre fin F")]
    [InlineData("एक नि\u0902", "एक नि\u0902")]
    [InlineData("ガ", "ガ")]
    [InlineData("한", "한")]
    [InlineData("soft\u00adhyphen", "softhyphen")]
    public void What_writers_differ_in_is_folded(string text, string folded) => Folding.Fold(text).ShouldBe(folded);
}
