using Microsoft.Data.Sqlite;
using ObsidianVault.Knowledge.Terms;

namespace ObsidianVault.Unit.Knowledge.Terms;

public sealed class PorterStemmerTests
{
    /// <summary>SQLite has the same algorithm; its words are every pair of a beginning and an ending here.</summary>
    [Fact]
    public void Stems_are_those_of_SQLites_porter_tokenizer()
    {
        string[] starts =
        [
            "a", "be", "cat", "fly", "hop", "fall", "fil", "fizz", "plas", "agre", "conflat", "troubl", "siz", "happ", "sk", "relat",
            "condit", "ration", "val", "hesit", "digit", "conform", "radic", "differ", "vil", "analog", "vietnam", "predic", "oper",
            "feud", "decis", "hope", "callous", "formal", "sensit", "sensibil", "triplic", "form", "electr", "good", "reviv", "allow",
            "infer", "air", "gyroscop", "adjust", "defens", "irrit", "replac", "depend", "adopt", "homolog", "commun", "activ",
            "angular", "effect", "bowdler", "probat", "rat", "ceas", "control", "rol", "cri", "toy", "syzyg", "bly", "try",
        ];
        string[] ends =
        [
            "", "s", "es", "ies", "ed", "eed", "ing", "y", "ational", "tional", "enci", "anci", "izer", "abli", "alli", "entli", "eli",
            "ousli", "ization", "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti", "icate", "ative",
            "alize", "iciti", "ical", "ful", "ness", "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent",
            "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize", "e", "ll", "logi", "sses", "ss", "tion", "sion",
        ];
        var words = starts.SelectMany(start => ends.Select(end => start + end)).Distinct().Where(word => word.Length < 40).ToList();
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Run("CREATE VIRTUAL TABLE t USING fts5(word, tokenize = 'porter ascii'); CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)");
        foreach (var (word, i) in words.Select((word, i) => (word, i))) Run($"INSERT INTO t(rowid, word) VALUES ({i + 1}, '{word}')");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT doc, term FROM v";
        using var reader = command.ExecuteReader();
        var wrong = new List<string>();
        while (reader.Read())
        {
            var (word, stem) = (words[reader.GetInt32(0) - 1], reader.GetString(1));
            if (PorterStemmer.Stem(word) != stem) wrong.Add($"{word}: {PorterStemmer.Stem(word)} for {stem}");
        }

        wrong.ShouldBeEmpty();

        void Run(string sql)
        {
            using var run = connection.CreateCommand();
            run.CommandText = sql;
            run.ExecuteNonQuery();
        }
    }
}
