using System.Text.RegularExpressions;
using ObsidianVault.Ai.Catalogue;

namespace ObsidianVault.Unit.Ai;

/// <summary>Topics in the languages that people ask in.</summary>
public sealed partial class CatalogueTranslationTests
{
    public static TheoryData<string> Ids => [.. TopicLibrary.Topics.Select(topic => topic.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_text_of_a_topic_is_there_in_every_language(string id)
    {
        var topic = TopicLibrary.Topics.Single(topic => topic.Id == id);

        topic.Translations.Keys.ShouldBe(TopicTranslation.Languages, ignoreOrder: true);
        foreach (var (language, translation) in topic.Translations)
        {
            translation.Phrases.ShouldNotBeEmpty(language);
            foreach (var (english, text) in translation.Texts)
            {
                topic.Template.ShouldContain($"\"{english}\"");
                Values(text).Except(Values(english)).Where(value => !value.Contains('\'')).ShouldBeEmpty($"{language}: {text}");
            }

            Spoken().Matches(topic.Template).Select(match => match.Groups[1].Value)
                .Except(translation.Texts.Select(row => row.English)).ShouldBeEmpty(language);
            var code = TopicFiller.Fill(topic, PromptFacts.Of(""), language);
            code.ShouldStartWith("# title: ");
            code.ShouldNotContain("{{");
            CatalogueTemplateTests.Keep($"{id}.{language}", code);
        }
    }

    /// <summary>In lists and in hints a topic stands with its name, which people send back.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_name_of_a_topic_leads_to_it_in_every_language(string id)
    {
        var topic = TopicLibrary.Topics.Single(topic => topic.Id == id);

        foreach (var language in TopicTranslation.Languages)
        {
            var name = topic.NameIn(language);
            (TopicSelector.Select(name, PromptFacts.Of(name), language)?.Id).ShouldBe(id, $"{language}: {name}");
        }
    }

    [Theory]
    [InlineData("fr", "c'est quoi une dérivée", "derivative")]
    [InlineData("fr", "Démontre que racine de 2 est irrationnel", "irrational_root")]
    [InlineData("fr", "comment additionner deux fractions ?", "fraction")]
    [InlineData("fr", "pourquoi un nombre négatif fois un négatif donne un positif", "negative_product")]
    [InlineData("fr", "pourquoi la somme des angles d'un triangle fait 180 degrés", "angle_sum")]
    [InlineData("es", "explica el teorema de Pitágoras", "pythagoras")]
    [InlineData("es", "por qué menos por menos es más", "negative_product")]
    [InlineData("es", "¿qué es una integral?", "integral")]
    [InlineData("de", "was ist eine Ableitung", "derivative")]
    [InlineData("de", "warum ist minus mal minus plus", "negative_product")]
    [InlineData("de", "Wie addiert man Brüche?", "fraction")]
    [InlineData("de", "Beweise, dass es unendlich viele Primzahlen gibt", "endless_primes")]
    [InlineData("ar", "ما هي المشتقة؟", "derivative")]
    [InlineData("ar", "اشرح نظرية فيثاغورس", "pythagoras")]
    [InlineData("ar", "لماذا حاصل ضرب عددين سالبين موجب", "negative_product")]
    [InlineData("ar", "أثبت أن جذر 2 عدد غير نسبي", "irrational_root")]
    [InlineData("hi", "अवकलज क्या है", "derivative")]
    [InlineData("hi", "पाइथागोरस प्रमेय समझाओ", "pythagoras")]
    [InlineData("hi", "त्रिभुज के कोणों का योग 180 क्यों होता है", "angle_sum")]
    [InlineData("zh", "导数是什么", "derivative")]
    [InlineData("zh", "勾股定理怎么证明", "pythagoras")]
    [InlineData("zh", "为什么负负得正", "negative_product")]
    [InlineData("zh", "什么是正态分布", "normal")]
    [InlineData("pt", "o que é uma derivada?", "derivative")]
    [InlineData("pt", "por que menos com menos dá mais?", "negative_product")]
    [InlineData("fr", "quelle est la fonction du foie", null)]
    [InlineData("fr", "raconte-moi une blague", null)]
    [InlineData("es", "un triángulo rectángulo tiene catetos 3 y 4 y pesa 7 kg", null)]
    [InlineData("de", "Wie hoch ist die Geschwindigkeitsbegrenzung", null)]
    [InlineData("zh", "今天天气怎么样", null)]
    public void The_topic_is_the_one_asked_for_in_the_persons_language(string language, string prompt, string? expected) =>
        (TopicSelector.Select(prompt, PromptFacts.Of(prompt), language)?.Id).ShouldBe(expected);

    private static IEnumerable<string> Values(string text) => Braces().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex("(?:say\\(self, |words\\()f?\"([^\"{}]*[A-Za-z]{4,}[^\"{}]*)\"")]
    private static partial Regex Spoken();
}
