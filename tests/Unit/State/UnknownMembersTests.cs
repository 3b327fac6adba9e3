using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ObsidianVault.Grains.Interfaces.Storage;
using ObsidianVault.Hosting.Database.State;

namespace ObsidianVault.Unit.State;

public sealed class UnknownMembersTests
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public UnknownMembersTests()
    {
        if (!Json.IsReadOnly) Json.MakeReadOnly(populateMissingResolver: true);
    }

    [Fact]
    public void A_state_of_this_build_has_none() =>
        Find("""{"Name":"a","Entries":[{"Id":"1","Text":"x"}],"ById":{"k":{"Id":"2","Text":"y"}}}""").ShouldBeNull();

    [Fact]
    public void Members_at_the_top_and_in_nested_records_come_back() => Rewrite(
        """{"Name":"a","New":{"x":[1,2]},"Inner":{"Id":"1","Text":"x","Mood":"glad"}}""",
        state => state with { Name = "b", Inner = state.Inner! with { Text = "y" } })
        .ShouldBe("""{"Name":"b","Inner":{"Id":"1","Text":"y","Mood":"glad"},"Entries":[],"ById":{},"New":{"x":[1,2]}}""");

    [Fact]
    public void Items_of_a_list_keep_theirs_when_others_come_and_go() => Rewrite(
        """{"Name":"a","Entries":[{"Id":"1","Text":"x","Mood":"glad"},{"Id":"2","Text":"y"},{"Id":"3","Text":"z","Mood":"sad"}]}""",
        state => state with { Entries = [new Entry("0", "w"), state.Entries[2], state.Entries[1]] })
        .ShouldBe("""{"Name":"a","Entries":[{"Id":"0","Text":"w"},{"Id":"3","Text":"z","Mood":"sad"},{"Id":"2","Text":"y"}],"ById":{}}""");

    [Fact]
    public void An_item_that_was_changed_is_found_by_its_name() => Rewrite(
        """{"Name":"a","Entries":[{"Id":"1","Text":"x","Mood":"glad"},{"Id":"2","Text":"y","Mood":"sad"}]}""",
        state => state with { Entries = [state.Entries[1] with { Text = "changed" }, state.Entries[0]] })
        .ShouldBe("""{"Name":"a","Entries":[{"Id":"2","Text":"changed","Mood":"sad"},{"Id":"1","Text":"x","Mood":"glad"}],"ById":{}}""");

    [Fact]
    public void Of_items_that_have_one_name_only_the_unchanged_are_found() => Rewrite(
        """{"Name":"a","Entries":[{"Id":"user","Text":"x","Mood":"glad"},{"Id":"user","Text":"y","Mood":"sad"}]}""",
        state => state with { Entries = [state.Entries[0] with { Text = "changed" }, state.Entries[1]] })
        .ShouldBe("""{"Name":"a","Entries":[{"Id":"user","Text":"changed"},{"Id":"user","Text":"y","Mood":"sad"}],"ById":{}}""");

    [Fact]
    public void What_this_build_removes_stays_removed() => Rewrite(
        """{"Name":"a","Inner":{"Id":"1","Text":"x","Mood":"glad"},"ById":{"k":{"Id":"2","Text":"y","Mood":"s"},"l":"""
            + """{"Id":"3","Text":"z","Mood":"s"}}}""",
        state => state with { Inner = null, ById = state.ById.Remove("k") })
        .ShouldBe("""{"Name":"a","Entries":[],"ById":{"l":{"Id":"3","Text":"z","Mood":"s"}}}""");

    [Fact]
    public void Members_of_earlier_builds_are_not_kept() => Find("""{"Name":"a","Old":[1,2,3]}""").ShouldBeNull();

    [Fact]
    public void A_derived_type_knows_its_own_members() => Rewrite(
        """{"Name":"a","Shape":{"$type":"circle","Radius":1,"Colour":"red"}}""", state => state with { Name = "b" })
        .ShouldBe("""{"Name":"b","Entries":[],"ById":{},"Shape":{"$type":"circle","Radius":1,"Colour":"red"}}""");

    private static UnknownMembers? Find(string stored)
    {
        using var document = JsonDocument.Parse(stored);
        return UnknownMembers.Find(document.RootElement, Json.GetTypeInfo(typeof(Stored)));
    }

    private static string Rewrite(string stored, Func<Stored, Stored> change)
    {
        var unknown = Find(stored).ShouldNotBeNull();
        JsonNode? written = JsonSerializer.SerializeToNode(change(JsonSerializer.Deserialize<Stored>(stored, Json)!), Json);
        unknown.RestoreTo(written);
        return written!.ToJsonString();
    }

    [RemovedMembers("Old")]
    private sealed record Stored
    {
        public string Name { get; init; } = "";
        public Entry? Inner { get; init; }
        public ImmutableArray<Entry> Entries { get; init; } = [];
        public ImmutableDictionary<string, Entry> ById { get; init; } = ImmutableDictionary<string, Entry>.Empty;
        public Shape? Shape { get; init; }
    }

    private sealed record Entry(string Id, string Text);

    [JsonDerivedType(typeof(Circle), "circle")]
    private abstract record Shape;

    private sealed record Circle(int Radius) : Shape;
}
