namespace ObsidianVault.Knowledge.Answers;

/// <summary>What the product itself says in an answer from notes, in the languages of the chat. English is the fallback.</summary>
/// <param name="Nothing">Nothing was found.</param>
/// <param name="NoProvider">Begins an answer of passages: no AI provider is configured.</param>
/// <param name="ProviderAway">The same: the provider did not answer.</param>
/// <param name="Budget">The same: the budget is used up.</param>
/// <param name="Unverified">Explains the mark of a sentence that the notes do not hold up.</param>
/// <param name="Changed">Says that a note changed since it was read.</param>
/// <param name="Sources">The title of the list of sources.</param>
public sealed record AnswerWords(
    string Nothing, string NoProvider, string ProviderAway, string Budget, string Unverified, string Changed, string Sources)
{
    private static readonly Dictionary<string, AnswerWords> s_all = new()
    {
        ["en"] = new(
            "I found nothing about this in the notes.",
            "No AI model is set up here, so these are the passages that fit best:",
            "The AI model did not answer, so these are the passages that fit best:",
            "Your AI budget is used up, so these are the passages that fit best:",
            "I could not find this in the notes.",
            "changed since",
            "Sources"),
        ["fr"] = new(
            "Je n'ai rien trouvé à ce sujet dans les notes.",
            "Aucun modèle d'IA n'est configuré ici ; voici les passages qui conviennent le mieux :",
            "Le modèle d'IA n'a pas répondu ; voici les passages qui conviennent le mieux :",
            "Votre budget d'IA est épuisé ; voici les passages qui conviennent le mieux :",
            "Je n'ai pas trouvé cela dans les notes.",
            "modifiée depuis",
            "Sources"),
        ["es"] = new(
            "No encontré nada sobre esto en las notas.",
            "Aquí no hay ningún modelo de IA configurado; estos son los pasajes que mejor encajan:",
            "El modelo de IA no respondió; estos son los pasajes que mejor encajan:",
            "Tu presupuesto de IA está agotado; estos son los pasajes que mejor encajan:",
            "No pude encontrar esto en las notas.",
            "cambió desde entonces",
            "Fuentes"),
        ["ar"] = new(
            "لم أجد شيئًا عن هذا في الملاحظات.",
            "لا يوجد نموذج ذكاء اصطناعي مُعدّ هنا، وهذه أنسب المقاطع:",
            "لم يُجب نموذج الذكاء الاصطناعي، وهذه أنسب المقاطع:",
            "نفدت ميزانيتك للذكاء الاصطناعي، وهذه أنسب المقاطع:",
            "لم أستطع أن أجد هذا في الملاحظات.",
            "تغيّرت منذ ذلك الحين",
            "المصادر"),
        ["de"] = new(
            "Dazu habe ich in den Notizen nichts gefunden.",
            "Hier ist kein KI-Modell eingerichtet; das sind die Stellen, die am besten passen:",
            "Das KI-Modell hat nicht geantwortet; das sind die Stellen, die am besten passen:",
            "Ihr KI-Budget ist aufgebraucht; das sind die Stellen, die am besten passen:",
            "Das konnte ich in den Notizen nicht finden.",
            "seitdem geändert",
            "Quellen"),
    };

    /// <param name="language">ISO 639-1, or null.</param>
    public static AnswerWords Of(string? language) =>
        language is { Length: >= 2 } && s_all.TryGetValue(language[..2].ToLowerInvariant(), out var words) ? words : s_all["en"];

    public string For(PassagesReason reason) => reason switch
    {
        PassagesReason.NoProvider => NoProvider,
        PassagesReason.Budget => Budget,
        _ => ProviderAway,
    };
}
