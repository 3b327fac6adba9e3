using System.Buffers;
using System.Collections.Frozen;

namespace ObsidianVault.Knowledge.Terms;

/// <summary>Words that say nothing about what a text is about.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> s_english = Set(
        """
        a about above after again against all am an and any are as at be because been before being below between both but by can cannot
        could did do does doing don down during each few for from further had has have having he her here hers herself him himself his
        how i if in into is it its itself just me more most my myself no nor not now of off on once only or other our ours ourselves out
        over own same she should so some such than that the their theirs them themselves then there these they this those through to too
        under until up upon us very was we were what when where which while who whom why will with would you your yours yourself
        """);

    private static readonly FrozenSet<string> s_asking = Set(
        """
        tell explain describe define show give find list mean means meaning please help want need know question answer example examples
        note notes say says said definition summarize summarise summary understand
        was wie warum wieso weshalb wer wo wann welche welcher welches ist sind kannst kann du mir mich uns bitte erklar erklare erklaren
        beschreibe definiere sag sage zeige bedeutet bedeutung heisst gibt der die das den dem des ein eine einen und uber mit von fur
        que quoi comment plait
        pourquoi quel quelle quels quelles qui est sont peux peut tu vous pouvez moi explique expliquer expliquez decris
        definis signifie m qu le la les un une des du de en et sur pour dans ce
        cual cuales como por explicar funciona favor
        quien cuando donde es son explica explicame describe dime puedes significa el los las una del y sobre para
        qual quais quem quando onde sao explique descreva diga pode voce o os as uma do da e sobre
        che cosa cos quale quali chi perche spiega spiegami descrivi puoi significa il lo gli una della di
        wat hoe waarom wie leg uit betekent de het een van
        co jak dlaczego jest to czym wyjasnij
        ne nedir nasil neden kim acikla bir ve
        что такое как какой какая какие каков почему зачем кто где когда это расскажи объясни опиши мне пожалуйста в и на о об
        що таке як чому поясни
        ما ماذا هو هي كيف لماذا من متى اين اشرح هل عن في لي
        מה מהי מהו איך למה הסבר של את
        क्या है हैं मुझे कि कैसे क्यों कौन का की के में समझाओ समझाइए बताओ बताइए को
        τι ειναι πως γιατι εξηγησε το η ο
        """);

    /// <summary>Characters of Chinese that join words and ask; where they are parts of other words too, the pairs below.</summary>
    private static readonly SearchValues<char> s_askingCharacters = SearchValues.Create("的是什么麼吗嗎呢怎哪");

    private static readonly FrozenSet<string> s_askingPairs = Set(
        """
        如何 为何 為何 请问 請問 请解 請解 请说 請說 解释 解釋 说明 說明 介绍 介紹 为什 為什 一下
        무엇 엇인 인가 가요 뭐야 이란 란무 습니 니까 니다 알려 려줘 려주 주세 세요 설명 명해 해줘 해주 어떻 떻게 인지
        """);

    /// <summary>Words that are neither indexed nor looked for.</summary>
    public static bool Contains(string word) => s_english.Contains(word);

    /// <summary>Words that a question has and its answer need not have.</summary>
    public static bool IsAsking(string word) =>
        s_asking.Contains(word) || s_askingPairs.Contains(word) || word.AsSpan().IndexOfAny(s_askingCharacters) >= 0
        // In Japanese what a sentence is about is mostly written in the other scripts.
        || word.AsSpan().IndexOfAnyInRange('\u3040', '\u309F') >= 0;

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
