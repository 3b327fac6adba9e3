namespace ObsidianVault.Knowledge.Index;

/// <summary>The terms of a segment while it is made: postings by stem and form, in the order of the passages.</summary>
internal sealed class SegmentTerms(long first)
{
    private readonly SortedDictionary<string, SortedDictionary<string, List<Posting>>> _stems = new(StringComparer.Ordinal);

    public void Add(string stem, string form, Posting posting) => PostingsOf(stem, form).Add(posting);

    /// <summary>Adds the postings of another segment.</summary>
    public void Add(string stem, long otherFirst, ReadOnlyMemory<byte> body)
    {
        foreach (var form in PostingCodec.Forms(stem, body))
        {
            var postings = PostingsOf(stem, form.Form);
            var (i, previous) = (0, otherFirst);
            while (i < form.Postings.Length)
            {
                var posting = PostingCodec.Next(previous, form.Postings.Span, ref i);
                previous = posting.Passage;
                postings.Add(posting);
            }
        }
    }

    /// <summary>Removes the postings of a range of passages.</summary>
    /// <returns>The passages that had any.</returns>
    public HashSet<long> Remove(long from, long to)
    {
        var removed = new HashSet<long>();
        foreach (var forms in _stems.Values)
        {
            foreach (var (form, postings) in forms.ToList())
            {
                var gone = postings.Select(posting => posting.Passage).Where(passage => passage >= from && passage <= to).ToList();
                if (gone.Count == 0) continue;
                removed.UnionWith(gone);
                if (gone.Count == postings.Count) forms.Remove(form);
                else postings.RemoveAll(posting => posting.Passage >= from && posting.Passage <= to);
            }
        }

        return removed;
    }

    /// <summary>Each stem with its packed postings, in ordinal order; an empty body where nothing is left.</summary>
    public IEnumerable<(string Stem, byte[] Body)> Rows()
    {
        foreach (var (stem, forms) in _stems)
        {
            foreach (var postings in forms.Values)
            {
                if (!IsOrdered(postings)) postings.Sort((a, b) => a.Passage.CompareTo(b.Passage));
            }

            yield return (stem, PostingCodec.Encode(first, stem, forms));
        }
    }

    private static bool IsOrdered(List<Posting> postings)
    {
        for (var i = 1; i < postings.Count; i++)
        {
            if (postings[i - 1].Passage > postings[i].Passage) return false;
        }

        return true;
    }

    private List<Posting> PostingsOf(string stem, string form)
    {
        if (!_stems.TryGetValue(stem, out var forms)) _stems.Add(stem, forms = new(StringComparer.Ordinal));
        if (!forms.TryGetValue(form, out var postings)) forms.Add(form, postings = []);
        return postings;
    }
}
