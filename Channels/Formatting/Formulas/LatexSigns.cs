using System.Collections.Frozen;

namespace ObsidianVault.Channels.Formatting.Formulas;

/// <summary>Commands of LaTeX that stand for one sign or word.</summary>
internal static class LatexSigns
{
    /// <summary>Signs that stand between two sides, with a space on each.</summary>
    public static readonly FrozenDictionary<string, string> Between = Table(
        "cdot ·|times ×|div ÷|pm ±|mp ∓|ast *|star ⋆|circ ∘|bullet •|oplus ⊕|ominus ⊖|otimes ⊗|cup ∪|cap ∩|setminus ∖|wedge ∧|land ∧|vee ∨|"
        + "lor ∨|le ≤|leq ≤|leqslant ≤|ge ≥|geq ≥|geqslant ≥|ne ≠|neq ≠|lt <|gt >|ll ≪|gg ≫|approx ≈|equiv ≡|cong ≅|sim ∼|simeq ≃|propto ∝|"
        + "to →|rightarrow →|longrightarrow →|gets ←|leftarrow ←|leftrightarrow ↔|Rightarrow ⇒|Longrightarrow ⇒|implies ⟹|Leftarrow ⇐|"
        + "Leftrightarrow ⇔|iff ⟺|mapsto ↦|in ∈|notin ∉|ni ∋|"
        + "subset ⊂|subseteq ⊆|supset ⊃|supseteq ⊇|mid ∣|nmid ∤|parallel ∥|perp ⊥|vdash ⊢|"
        + "models ⊨|coloneqq :=|triangleq ≜|doteq ≐|rightleftharpoons ⇌|uparrow ↑|downarrow ↓|hookrightarrow ↪");

    public static readonly FrozenDictionary<string, string> Alone = Table(
        "alpha α|beta β|gamma γ|delta δ|epsilon ϵ|varepsilon ε|zeta ζ|eta η|theta θ|vartheta ϑ|iota ι|kappa κ|lambda λ|mu μ|nu ν|xi ξ|"
        + "omicron ο|pi π|varpi ϖ|rho ρ|varrho ϱ|sigma σ|varsigma ς|tau τ|upsilon υ|phi φ|varphi φ|chi χ|psi ψ|omega ω|Gamma Γ|Delta Δ|"
        + "Theta Θ|Lambda Λ|Xi Ξ|Pi Π|Sigma Σ|Upsilon Υ|Phi Φ|"
        + "Psi Ψ|Omega Ω|infty ∞|partial ∂|nabla ∇|forall ∀|exists ∃|nexists ∄|emptyset ∅|"
        + "varnothing ∅|neg ¬|lnot ¬|angle ∠|degree °|prime ′|"
        + "hbar ℏ|ell ℓ|Re ℜ|Im ℑ|aleph ℵ|dots …|ldots …|cdots ⋯|vdots ⋮|ddots ⋱|dotsc …|"
        + "dotsb ⋯|langle ⟨|rangle ⟩|lfloor ⌊|rfloor ⌋|lceil ⌈|rceil ⌉|lvert ❘|rvert ❘|lVert ‖|rVert ‖|lbrace {|rbrace }|backslash \\|"
        + "triangle △|square □|blacksquare ■|therefore ∴|because ∵|checkmark ✓|dagger †|top ⊤|bot ⊥|"
        + "imath ı|jmath ȷ|wp ℘|S §|copyright ©|pounds £|euro €|qed □|colon :|vert ❘|Vert ‖|LaTeX LaTeX|TeX TeX").ToDictionary(
            sign => sign.Key, sign => sign.Value.Replace('❘', '|')).ToFrozenDictionary();

    /// <summary>Names of functions, set upright.</summary>
    public static readonly FrozenSet<string> Functions =
    [
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "log", "ln", "lg", "exp",
        "det", "dim", "ker", "gcd", "deg", "arg", "hom", "Pr", "mod", "bmod", "rank", "tr",
    ];

    /// <summary>What takes its limits below and above: "Σ (i=1..n)".</summary>
    public static readonly FrozenDictionary<string, string> WithLimits = Table(
        "int ∫|oint ∮|iint ∬|iiint ∭|sum Σ|prod ∏|coprod ∐|lim lim|limsup lim sup|"
        + "liminf lim inf|max max|min min|sup sup|inf inf|bigcup ⋃|bigcap ⋂|argmax argmax|argmin argmin");

    /// <summary>Commands whose argument is shown as it is.</summary>
    public static readonly FrozenSet<string> Shown =
    [
        "text", "textrm", "textbf", "textit", "texttt", "textsf", "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "boldsymbol", "bm",
        "mbox", "operatorname", "mathcal", "mathscr", "mathfrak", "boxed", "fbox", "underline", "emph", "pmb", "mathop",
        "cancel", "bold", "rm", "bf",
    ];

    /// <summary>Commands that change only how a formula looks.</summary>
    public static readonly FrozenSet<string> Ignored =
    [
        "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
        "biggl", "biggr", "Biggl", "Biggr", "bigm", "middle", "nonumber", "notag", "hline", "centering", "rm", "bf", "it", "left", "right",
        "!", "allowbreak", "nobreak", "mathstrut", "strut", "hfill",
    ];

    public static readonly FrozenSet<string> Spaces = [",", ";", ":", " ", ">", "quad", "qquad", "space", "enspace", "thinspace", "\n"];

    /// <summary>Combining marks over a letter.</summary>
    public static readonly FrozenDictionary<string, string> Accents = new Dictionary<string, string>
    {
        ["vec"] = "\u20D7", ["overrightarrow"] = "\u20D7", ["hat"] = "\u0302", ["widehat"] = "\u0302", ["bar"] = "\u0304",
        ["overline"] = "\u0305", ["dot"] = "\u0307", ["ddot"] = "\u0308", ["tilde"] = "\u0303", ["widetilde"] = "\u0303",
        ["check"] = "\u030C", ["breve"] = "\u0306", ["acute"] = "\u0301", ["grave"] = "\u0300", ["mathring"] = "\u030A",
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<char, string> Double = new Dictionary<char, string>
    {
        ['C'] = "ℂ", ['H'] = "ℍ", ['N'] = "ℕ", ['P'] = "ℙ", ['Q'] = "ℚ", ['R'] = "ℝ", ['Z'] = "ℤ", ['E'] = "𝔼", ['F'] = "𝔽", ['1'] = "𝟙",
        ['K'] = "𝕂", ['V'] = "𝕍", ['S'] = "𝕊", ['T'] = "𝕋", ['D'] = "𝔻", ['A'] = "𝔸",
    }.ToFrozenDictionary();

    private static FrozenDictionary<string, string> Table(string rows) =>
        rows.Split('|').Select(row => row.Split(' ', 2)).ToFrozenDictionary(row => row[0], row => row[1]);
}
