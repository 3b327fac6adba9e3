using ObsidianVault.Ai.Catalogue.Functions;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>
/// Puts the numbers of a prompt into the slots and lists of a topic; each method names a note of CatalogueTexts if they do not fit.
/// </summary>
internal static class SlotFiller
{
    /// <summary>A list may come with the number to look for: "42 in 3, 8, 15", "find 8 in [3, 8]".</summary>
    public static string? FillList(TopicList list, Topic topic, PromptFacts facts, Dictionary<string, string> values)
    {
        var numbers = facts.Numbers;
        double? single = facts.Bracketed || numbers.Count > 1 ? null : numbers.Cast<double?>().FirstOrDefault();
        var wanted = topic.Slots.Count == 0 ? null : facts.Written.Named(topic.Slots[0].Words) ?? single;
        if (wanted is not null && !facts.Bracketed && numbers.Count > 0 && numbers[0] == wanted)
            numbers = [.. numbers.Skip(1)];
        var fits = numbers.Count >= list.MinCount && numbers.Count <= list.MaxCount
            && numbers.All(n => n >= list.Min && n <= list.Max && n % 1 == 0);
        var shown = fits ? numbers : list.Default;
        values["NUMBERS"] = "[" + string.Join(", ", shown.Select(ExprText.Number)) + "]";
        if (topic.Slots is [var slot, ..])
            values[slot.Name] = ExprText.Number(wanted is { } target && slot.Fits(target) ? target : fits ? shown[^2] : slot.Default);
        return fits || numbers.Count == 0 ? null : "numbers";
    }

    public static string? FillSlots(Topic topic, PromptFacts facts, Dictionary<string, string> values)
    {
        var named = topic.Slots.Select(slot => facts.Written.Named(slot.Words)).ToArray();
        var asked = named.Any(value => value is not null) ? named : [.. Positional(topic, facts).Take(topic.Slots.Count).Cast<double?>()];
        var enough = !topic.AllSlots || asked.Length == topic.Slots.Count;
        var fits = enough && asked.Zip(topic.Slots).All(pair => pair.First is not { } value || pair.Second.Fits(value));
        for (var i = 0; i < topic.Slots.Count; i++)
        {
            var slot = topic.Slots[i];
            values[slot.Name] = ExprText.Number(fits && i < asked.Length && asked[i] is { } value ? value : slot.Default);
        }

        return fits || asked.Length * 2 < topic.Slots.Count ? null : "numbers";
    }

    private static IReadOnlyList<double> Positional(Topic topic, PromptFacts facts) => topic.Numbers switch
    {
        TopicNumbers.Complex => facts.Written.Complex(),
        TopicNumbers.Equations => facts.Written.Equations(),
        TopicNumbers.Linear => PromptNumbers.Line(facts.Function) ?? facts.Numbers,
        _ => facts.Numbers,
    };
}
