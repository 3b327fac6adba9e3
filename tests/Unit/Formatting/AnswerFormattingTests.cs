namespace ObsidianVault.Unit.Formatting;

/// <summary>The Markdown of models, as Telegram and WhatsApp show it.</summary>
public sealed class AnswerFormattingTests
{
    // Markdown, Telegram, WhatsApp; a null is the Markdown as it stands.
    public static TheoryData<string, string?, string?> Examples => new()
    {
        { "**Mean**: x", "<b>Mean</b>: x", "*Mean*: x" },
        { "*robust* and _robust_", "<i>robust</i> and <i>robust</i>", "_robust_ and _robust_" },
        { "***both***", "<b><i>both</i></b>", "*_both_*" },
        { "~~old~~", "<s>old</s>", "~old~" },
        { "2 * 3 * 4 = 24", null, null },
        { "2*3*4", null, null },
        { "(*3*)", null, "`(*3*)`" },
        { "snake_case and my_var_2", null, null },
        { "_private_ method", "<i>private</i> method", "_private_ method" },
        { "the __init__ method of __init__.py", null, "the `__init__` method of `__init__.py`" },
        { "5*x + 3*y", null, null },
        { "a * b*c", null, null },
        { "f(*args, **kw)", null, null },
        { "x ** 2 and 2**3", null, null },
        { "x**2 + y**2 is code", null, "`x**2 + y**2` is code" },
        { "(a+b)*(c+d)*(e+f)", null, "`(a+b)*(c+d)*(e+f)`" },
        { "$5 and $10", null, null },
        { "C# and #5 and #hashtag", null, null },
        { "#5 is right", null, null },
        { "**Note:**text", "<b>Note:</b>text", "*Note:* text" },
        { "字**太**字", "字<b>太</b>字", "字 *太* 字" },
        { "и**мя**.", "и<b>мя</b>.", "имя." },
        { "un**bel**ievable", "un<b>bel</b>ievable", "unbelievable" },
        { "** spaced **", null, null },
        { "*a **b** c*", "<i>a <b>b</b> c</i>", "_a *b* c_" },
        { "**a *b** c*", "<b>a *b</b> c*", "a *b c*" },
        { "**two\nlines**", "<b>two\nlines</b>", "*two*\n*lines*" },
        { "# Title\ntext", "<b>Title</b>\ntext", "*Title*\ntext" },
        { "###### x", "<b>x</b>", "*x*" },
        { "Title\n===\ntext", "<b>Title</b>\ntext", "*Title*\ntext" },
        { "## **Already** bold", "<b>Already bold</b>", "*Already bold*" },
        { "## f(x) = 2*x*3", "<b>f(x) = 2*x*3</b>", "f(x) = 2*x*3" },
        { "- a\n- b", "• a\n• b", "- a\n- b" },
        { "- a\n  - b\n    - c", "• a\n   ◦ b\n      ▪ c", "- a\n   ◦ b\n      ▪ c" },
        { "1. a\n   - b\n2. c", "1. a\n   ◦ b\n2. c", "1. a\n   ◦ b\n2. c" },
        { "* **Key**: v", "• <b>Key</b>: v", "- *Key*: v" },
        { "1) x\n2) y", null, null },
        { "3. x\n3. y\n3. z", "3. x\n4. y\n5. z", "3. x\n4. y\n5. z" },
        { "- [ ] a\n- [x] b", "☐ a\n☑ b", "☐ a\n☑ b" },
        { "> quote\n> more", "<quote>quote\nmore</quote>", "> quote\n> more" },
        { "> a\n>> nested", "<quote>a\n> nested</quote>", "> a\n> > nested" },
        { "> words\n> ```py\n> x = 1\n> ```\n> more",
            "<quote>words</quote>\n<pre py>x = 1</pre>\n<quote>more</quote>", "> words\n```\nx = 1\n```\n> more" },
        { "||secret|| and a || b || c", "<spoiler>secret</spoiler> and a || b || c", "secret and a || b || c" },
        { "`code` and ``a`b``", "<code>code</code> and <code>a`b</code>", "`code` and ```a`b```" },
        { "```python\nx = '*a*'\n```", "<pre python>x = '*a*'</pre>", "```\nx = '*a*'\n```" },
        { "~~~js\n1\n~~~", "<pre js>1</pre>", "```\n1\n```" },
        { "```{.py}\n1\n```", "<pre py>1</pre>", "```\n1\n```" },
        { "so:\n```\nopen", "so:\n<pre>open</pre>", "so:\n```\nopen\n```" },
        { "1. first\n   ```py\n   x = 1\n     y\n   ```\n2. next", "1. first\n<pre py>x = 1\n  y</pre>\n2. next",
            "1. first\n```\nx = 1\n  y\n```\n2. next" },
        { "````\n```py\nx\n```\n````", "<pre>```py\nx\n```</pre>", "```\n‵‵‵py\nx\n‵‵‵\n```" },
        { "```markdown\n**a**\n```", "<b>a</b>", "*a*" },
        { "[a](https://e.org/x_(y))", "<a https://e.org/x_(y)>a</a>", "a: https://e.org/x_(y)" },
        { "[a](https://e.org \"title\") [b](<https://e.org/a b>)", "<a https://e.org>a</a> <a https://e.org/a%20b>b</a>",
            "a: https://e.org b: https://e.org/a%20b" },
        { "[a][1]\n\n[1]: https://e.org", "<a https://e.org>a</a>", "a: https://e.org" },
        { "[https://e.org](https://e.org) <https://e.org/b> <a@b.org>", "https://e.org https://e.org/b a@b.org",
            "https://e.org https://e.org/b a@b.org" },
        { "![alt](https://e.org/p.png)", "<a https://e.org/p.png>alt</a>", "alt: https://e.org/p.png" },
        { "[x](javascript:alert(1)) [y](/rel) [z](#sec) [^1] [1]", "x y z [^1] [1]", "x y z [^1] [1]" },
        { "array[i] [0, 1) [link] (url)", null, null },
        { "https://e.org/a_b_c*d*e and https://e.org/__x__", null, null },
        { "---", "———", "———" },
        { "a\n\n* * *\n\nb", "a\n\n———\n\nb", "a\n\n———\n\nb" },
        { "a<b && c>d, List<T>, &amp; &lt;T&gt;", "a<b && c>d, List<T>, & <T>", "a<b && c>d, List<T>, & <T>" },
        { "a\n\n\n\nb  \nc", "a\n\nb\nc", "a\n\nb\nc" },
        { "H~2~O x^2^ ==mark== :smile: ++u++", null, null },
        { "alone: *, **, ****, _, ` and ~", null, null },
        { "**مرحبا**: x = 2", "<b>مرحبا</b>: x = 2", "*مرحبا*: x = 2" },
        { "**✅ Done**👍", "<b>✅ Done</b>👍", "*✅ Done* 👍" },
        { "👩‍👩‍👧 **👩‍👩‍👧 a**", "👩‍👩‍👧 <b>👩‍👩‍👧 a</b>", "👩‍👩‍👧 *👩‍👩‍👧 a*" },
        { "**bold with `code`**", "<b>bold with</b> <code>code</code>", "*bold with* `code`" },
        { "[**a** _b_](https://e.org)", "<a https://e.org><b>a</b> <i>b</i></a>", "*a* _b_: https://e.org" },
        { "**a **b", "**a **b", "**a **b" },
        { "<p>One <b>bold</b> &amp; <i>it</i></p><ul><li>a</li><li>b</li></ul>", "One <b>bold</b> & <i>it</i>\n\n• a\n• b",
            "One *bold* & _it_\n\n- a\n- b" },
        { "<h2>Title</h2><p>text<br>more</p>", "<b>Title</b>\n\ntext\nmore", "*Title*\n\ntext\nmore" },
        { "<think>hm</think>\n\nYes.", "Yes.", "Yes." },
        { "It is so【4†source】. [cite: 1, 2]\uE200cite\uE202turn0\uE201", "It is so.", "It is so." },
        { "    indented words", "indented words", "indented words" },
        { "[百科](https://zh.org/圆)（第3节）", "<a https://zh.org/圆>百科</a>（第3节）", "百科: https://zh.org/圆 （第3节）" },
        { "**Bold**, *it* and ~5 ~~gone~~ 5~6", "<b>Bold</b>, <i>it</i> and ~5 <s>gone</s> 5~6", "*Bold*, _it_ and ~5 gone 5~6" },
        { "https://e.org/x?q=*a*&b=_c_ and **https://e.org**", "https://e.org/x?q=*a*&b=_c_ and <b>https://e.org</b>",
            "https://e.org/x?q=*a*&b=_c_ and *https://e.org*" },
        { @"\*a\* \_b\_ \# \[d\] \\", @"*a* _b_ # [d] \", @"`*a*` `_b_` # [d] \" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Telegram_shows_what_the_model_meant(string markdown, string? telegram, string? whatsApp)
    {
        _ = whatsApp;
        Shown.Telegram(markdown).ShouldBe(telegram ?? markdown);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void WhatsApp_shows_what_the_model_meant(string markdown, string? telegram, string? whatsApp)
    {
        _ = telegram;
        Shown.WhatsApp(markdown).ShouldBe(whatsApp ?? markdown);
    }

    public static TheoryData<string, string, string> Tables => new()
    {
        { "| name | of 1, 2, 9 |\n|---|---|\n| mean | 4 |\n| median | 2 |",
            "<pre>name    of 1, 2, 9\n──────  ──────────\nmean    4\nmedian  2</pre>",
            "```\nname    of 1, 2, 9\n──────  ──────────\nmean    4\nmedian  2\n```" },
        { "a | b\n---|:-:\n**x** | `a|b`\n$|x|$ | c \\| d", "<pre>a    b\n───  ─────\nx    a|b\n|x|  c | d</pre>",
            "```\na    b\n───  ─────\nx    a|b\n|x|  c | d\n```" },
        { "| Name | What it says about the numbers |\n|---|---|\n| Mean | the sum over the count |\n| Median | the one in the *middle* |",
            "<b>Mean</b>: the sum over the count\n<b>Median</b>: the one in the <i>middle</i>",
            "*Mean*: the sum over the count\n*Median*: the one in the _middle_" },
        { "| Name | Meaning | For the numbers 1, 2 and 9 |\n|---|---|---|\n| Mean | [sum](https://e.org) over count | "
            + "4 |\n| Median | middle | |",
            "<b>Mean</b>\n• Meaning: <a https://e.org>sum</a> over count\n"
            + "• For the numbers 1, 2 and 9: 4\n\n<b>Median</b>\n• Meaning: middle",
            "*Mean*\n- Meaning: sum: https://e.org over count\n- For the numbers 1, 2 and 9: 4\n\n*Median*\n- Meaning: middle" },
        { "| 名字 | 值 |\n|--|--|\n| 平均 | 4 |", "<pre>名字  值\n────  ──\n平均  4</pre>", "```\n名字  值\n────  ──\n平均  4\n```" },
        { "| Op | Of |\n|---|---|\n| `\\|` | `a \\| b` |", "<pre>Op  Of\n──  ─────\n|   a | b</pre>",
            "```\nOp  Of\n──  ─────\n|   a | b\n```" },
        { "a | b\nc | d", "a | b\nc | d", "a | b\nc | d" },
        { "P(A|B) and |x| and a || b", "P(A|B) and |x| and a || b", "P(A|B) and |x| and a || b" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_is_readable(string markdown, string telegram, string whatsApp)
    {
        Shown.Telegram(markdown).ShouldBe(telegram);
        Shown.WhatsApp(markdown).ShouldBe(whatsApp);
    }

    [Fact]
    public void A_whole_answer_arrives()
    {
        const string answer = "## Mean and median\n\n**Mean**: the sum over the count, see [the article](https://example.org/mean).\n\n"
            + "| name | of 1, 2, 9 |\n|---|---|\n| mean | 4 |\n| median | 2 |\n\n- *robust*: the median\n- 2 * 3 * 4 "
            + "= 24 stays as it is\n\n```python\nprint(sum(x) / len(x))\n```";
        Shown.Telegram(answer).ShouldBe(
            "<b>Mean and median</b>\n\n<b>Mean</b>: the sum over the count, see <a https://example.org/mean>the article</a>.\n\n"
            + "<pre>name    of 1, 2, 9\n──────  ──────────\nmean    4\nmedian  2</pre>\n\n"
            + "• <i>robust</i>: the median\n• 2 * 3 * 4 = 24 stays as it is\n\n<pre python>print(sum(x) / len(x))</pre>");
        Shown.WhatsApp(answer).ShouldBe(
            "*Mean and median*\n\n*Mean*: the sum over the count, see the article: https://example.org/mean.\n\n"
            + "```\nname    of 1, 2, 9\n──────  ──────────\nmean    4\nmedian  2\n```\n\n"
            + "- _robust_: the median\n- 2 * 3 * 4 = 24 stays as it is\n\n```\nprint(sum(x) / len(x))\n```");
    }

    [Theory]
    [InlineData("It is **very imp", "It is <b>very imp</b>")]
    [InlineData("It is **", "It is")]
    [InlineData("It is *ra", "It is <i>ra</i>")]
    [InlineData("See [the art", "See [the art")]
    [InlineData("See [the art](", "See the art")]
    [InlineData("See [the article](https://exa", "See the article")]
    [InlineData("So:\n```python\nx = 1\nprint(", "So:\n<pre python>x = 1\nprint(</pre>")]
    [InlineData("- a\n- **b", "• a\n• <b>b</b>")]
    [InlineData("2 * 3", "2 * 3")]
    [InlineData("<think>hmm", "")]
    public void A_draft_shows_no_marks_that_are_still_open(string markdown, string shown) =>
        Shown.Telegram(markdown, isDraft: true).ShouldBe(shown);

    [Theory]
    [InlineData(@"The roots are \(x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}\).", "The roots are x = (−b ± √(b² − 4ac))/(2a).")]
    [InlineData(@"$$\int_0^1 x^2\,dx = \frac13$$", "∫₀¹ x² dx = 1/3")]
    [InlineData("costs $5, not $10, US$5-$7, R$ 5 * 2, $HOME/$PATH", "costs $5, not $10, US$5-$7, R$ 5 * 2, $HOME/$PATH")]
    [InlineData("$x$ costs $5", "x costs $5")]
    [InlineData(@"\[\begin{pmatrix}1&2\\3&4\end{pmatrix}\]", "[1 2; 3 4]")]
    [InlineData("a_1, …, a_n", "a_1, …, a_n")]
    [InlineData(@"`\frac{1}{2}`", @"<code>\frac{1}{2}</code>")]
    [InlineData(@"$f_*: X_* \to Y_*$ and *note*", "f_*: X_* → Y_* and <i>note</i>")]
    [InlineData(@"\\(x^2\\) and \\[y_1\\]", "x² and y₁")]
    [InlineData("```math\n\\alpha + \\beta\n```", "α + β")]
    [InlineData(@"\begin{align} a &= b \\ c &= d \end{align}", "a = b\nc = d")]
    [InlineData(@"$f(x) = \begin{cases} x & x > 0 \\ 0 & \text{else} \end{cases}$", "f(x) =\n{ x, x > 0\n{ 0, else")]
    [InlineData(@"$\sum_{i=1}^{n} i = \frac{n(n+1)}{2}$", "Σ (i=1..n) i = n(n + 1)/2")]
    [InlineData(@"$\lim_{x\to0} \frac{\sin x}{x} = 1$", "lim (x→0) (sin x)/x = 1")]
    [InlineData(@"$x^{n+1} e^{-x^2} x_{ij} x^{\alpha}$", "xⁿ⁺¹ e^(−x²) xᵢⱼ x^α")]
    [InlineData(@"$\sqrt[3]{x} \sqrt{2} \vec{v} \hat{x} \mathbb{R}^n$", "∛x √2 v⃗ x̂ ℝⁿ")]
    [InlineData(@"$50\% \cdot 2 \le 1{,}000 \degree$", "50% · 2 ≤ 1,000 °")]
    [InlineData(@"$\left( \frac{a}{b} \right)^2 \boxed{x}$", "(a/b)² x")]
    [InlineData(@"$90^\circ$ and $\ce{H2O}$", "90° and H₂O")]
    [InlineData(@"$\foo{x} \bar$", @"<code>$\foo{x} \bar$</code>")]
    [InlineData(@"\(\foo{x}\)", "foo(x)")]
    [InlineData(@"\(\frac{1}{\)", @"<code>\(\frac{1}{\)</code>")]
    [InlineData(@"\(\frac{d}{dx}\), \(\frac{P(B)}{n!}\), \((1, 2)\), \(\lfloor x \rfloor\)", "d/dx, P(B)/n!, (1, 2), ⌊x⌋")]
    [InlineData(@"$\int_{-\infty}^{\infty} e^{-x^2} dx$, $\underbrace{a+b}_{c}$", "∫ (−∞..∞) e^(−x²) dx, (a + b)_c")]
    [InlineData(@"**The answer** is $x = 3$, and **$y$** too", "<b>The answer</b> is x = 3, and <b>y</b> too")]
    [InlineData("\\[\na\n=\nb\n\\]", "a = b")]
    [InlineData(@"\[note\] and \[1\]", "[note] and [1]")]
    [InlineData("$100k–$200k for $5 coffee and a $x_1$", "$100k–$200k for $5 coffee and a x₁")]
    public void A_formula_is_readable_text(string markdown, string shown) => Shown.Telegram(markdown).ShouldBe(shown);
}
