using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Terms;

namespace ObsidianVault.Unit.Knowledge.Search;

public sealed class QueryTermTests
{
    /// <summary>Answers leave out passages that have less of a question than this.</summary>
    private const double Enough = 0.3;

    [Theory]
    [InlineData("Could you please explain the chain rule to me?", "The chain rule is for composed functions.")]
    [InlineData("連鎖律とは何ですか？", "微分係数は関数の変化率です。連鎖律は合成関数に使います。")]
    [InlineData("请问链式法则的定义是什么？", "导数是函数的变化率。链式法则用于复合函数。")]
    [InlineData("연쇄법칙이란 무엇인가요? 설명해 주세요", "도함수는 함수의 변화율이다. 연쇄법칙은 합성함수에 쓴다.")]
    [InlineData("Kannst du mir bitte erklären, was die Kettenregel ist?", "Verkettete Funktionen leitet man mit der Kettenregel ab.")]
    [InlineData("Peux-tu m'expliquer ce qu'est la dérivation ?", "Vitesse de variation : dérivation d'une fonction.")]
    [InlineData("¿Me puedes explicar qué es la derivada?", "Derivada: razón de cambio.")]
    [InlineData("Объясни мне, пожалуйста, что такое производная", "Скорость изменения функции: производная.")]
    [InlineData("اشرح لي ما هي المشتقة", "المشتقة معدل تغير الدالة.")]
    [InlineData("मुझे बताओ अवकलज क्या है", "अवकलज किसी फलन के परिवर्तन की दर।")]
    public void A_question_in_any_language_is_judged_by_what_it_asks_for(string question, string note)
    {
        // As if each word said the same, which the index of a real collection knows better.
        var has = Words.Of(note).Select(PorterStemmer.Stem).ToHashSet(StringComparer.Ordinal);
        var terms = QueryTerm.Read(question);

        var share = terms.Where(term => has.Contains(term.Stem)).Sum(term => term.Asks) / terms.Sum(term => term.Asks);
        share.ShouldBeGreaterThanOrEqualTo(Enough);
    }
}
