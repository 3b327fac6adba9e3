using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Retrieval;

namespace ObsidianVault.Cluster.Knowledge;

public abstract class RetrievalQualityContract : KnowledgeContract
{
    [Theory]
    [InlineData("cranfield", 0.37)]
    [InlineData("med", 0.69)]
    public async Task Documents_are_ranked_as_well_as_they_should_be(string name, double ndcg)
    {
        var folder = RetrievalSet.Beside().FirstOrDefault(set => Path.GetFileName(set) == name);
        Require.Shared(folder is not null, $"The judged documents of ../shared/fixtures/retrieval/{name}");
        var set = RetrievalSet.Read(folder);
        await AddAsync(Mine, [.. set.Documents.Select(RetrievalSet.ToNote)]);
        var scores = new List<double>();
        foreach (var (id, text) in set.Queries) scores.Add(RetrievalScores.Ndcg10(await FindAsync(text), set.Relevant[id]));
        TestContext.Current.SendDiagnosticMessage($"{GetType().Name}, {name}: nDCG@10 {scores.Average():0.0000}");
        scores.Average().ShouldBeGreaterThan(ndcg);
    }
}
