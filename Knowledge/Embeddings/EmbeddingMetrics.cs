using System.Diagnostics.Metrics;

namespace ObsidianVault.Knowledge.Embeddings;

/// <summary>How much is embedded, and how often a question had to do without.</summary>
internal sealed class EmbeddingMetrics
{
    private readonly Counter<long> _passages;
    private readonly Counter<long> _queries;

    public EmbeddingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("ObsidianVault.Knowledge");
        _passages = meter.CreateCounter<long>(
            "vault.embeddings.passages", "{passage}", "Passages by result: asked, reused, or skipped because the model refuses the text.");
        _queries = meter.CreateCounter<long>(
            "vault.embeddings.queries", "{query}", "Questions by result: made, cached, or missed, which were answered by words alone.");
    }

    public void Passages(string result, int count)
    {
        if (count > 0) _passages.Add(count, new KeyValuePair<string, object?>("result", result));
    }

    public void Query(string result) => _queries.Add(1, new KeyValuePair<string, object?>("result", result));
}
