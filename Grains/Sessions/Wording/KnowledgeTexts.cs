using System.Globalization;

namespace ObsidianVault.Grains.Sessions.Wording;

/// <summary>What the product says in a chat about notes, in one language. English is the fallback.</summary>
internal sealed record KnowledgeTexts
{
    public required string AskNeedsQuestion { get; init; }

    public required string SearchNeedsWords { get; init; }

    /// <summary>The person can read no collection.</summary>
    public required string NoCollections { get; init; }

    /// <summary>Begins the list of collections.</summary>
    public required string Collections { get; init; }

    /// <summary>Explains the list: how one is attached and detached.</summary>
    public required string KbHint { get; init; }

    /// <summary>{0} the names.</summary>
    public required string AttachedFormat { get; init; }

    public required string NothingAttached { get; init; }

    /// <summary>{0} what the person called it.</summary>
    public required string NoSuchCollectionFormat { get; init; }

    /// <summary>{0} what the person called it.</summary>
    public required string NoSuchNoteFormat { get; init; }

    /// <summary>{0} the topic.</summary>
    public required string NoNotesAboutFormat { get; init; }

    public required string TooManyAttached { get; init; }

    /// <summary>What a document can be used for, when it has just been sent.</summary>
    public required string LearnHint { get; init; }

    public required string LearnNeedsDocument { get; init; }

    /// <summary>{0} the document, {1} how many passages.</summary>
    public required string LearntFormat { get; init; }

    /// <summary>{0} the document.</summary>
    public required string LearntLaterFormat { get; init; }

    /// <summary>{0} the document, {1} why.</summary>
    public required string NotLearntFormat { get; init; }

    public required string NotKept { get; init; }

    public required string TooLarge { get; init; }

    public required string TooManyCollections { get; init; }

    private static readonly Dictionary<string, KnowledgeTexts> s_all = new()
    {
        ["en"] = new()
        {
            AskNeedsQuestion = "What do you want to know from your notes? For example: /ask What is the chain rule?",
            SearchNeedsWords = "What should I look for in your notes? For example: /search chain rule",
            NoCollections = "There are no notes for you here yet.",
            Collections = "Your collections of notes (✓ = attached to this chat):",
            KbHint = "/kb NUMBER attaches or detaches one: what you ask is then answered from it where it can be. /kb off detaches all.",
            AttachedFormat = "This chat now answers from: {0}",
            NothingAttached = "No collection is attached to this chat now.",
            NoSuchCollectionFormat = "I know no collection of yours called \"{0}\". /kb lists them.",
            NoSuchNoteFormat = "I found no note of yours called \"{0}\".",
            NoNotesAboutFormat = "I found nothing about \"{0}\" in your notes.",
            TooManyAttached = "A chat takes at most 20 collections. Detach one first.",
            LearnHint = "Or send /learn to add it to your notes.",
            LearnNeedsDocument = "Send me a document, and /learn with it or after it. Then you can ask about it with /ask.",
            LearntFormat = "Learnt: {0}, {1} passages. Ask about it with /ask.",
            LearntLaterFormat = "{0} is being read; /kb shows your notes.",
            NotLearntFormat = "Not learnt: {0}. {1}",
            NotKept = "I do not have it any more. Send it again.",
            TooLarge = "It is too large.",
            TooManyCollections = "You have as many collections as you may. Delete one first.",
        },
        ["fr"] = new()
        {
            AskNeedsQuestion = "Que voulez-vous savoir d'après vos notes ? Par exemple : /ask Qu'est-ce que la règle de la chaîne ?",
            SearchNeedsWords = "Que dois-je chercher dans vos notes ? Par exemple : /search règle de la chaîne",
            NoCollections = "Il n'y a pas encore de notes pour vous ici.",
            Collections = "Vos collections de notes (✓ = jointe à cette conversation) :",
            KbHint =
                "/kb NUMÉRO en joint ou en retire une : je réponds alors d'après elle quand c'est possible. /kb off les retire toutes.",
            AttachedFormat = "Cette conversation répond maintenant d'après : {0}",
            NothingAttached = "Aucune collection n'est jointe à cette conversation.",
            NoSuchCollectionFormat = "Je ne connais aucune collection à vous nommée « {0} ». /kb les énumère.",
            NoSuchNoteFormat = "Je n'ai trouvé aucune note à vous nommée « {0} ».",
            NoNotesAboutFormat = "Je n'ai rien trouvé sur « {0} » dans vos notes.",
            TooManyAttached = "Une conversation accepte au plus 20 collections. Retirez-en une d'abord.",
            LearnHint = "Ou envoyez /learn pour l'ajouter à vos notes.",
            LearnNeedsDocument = "Envoyez-moi un document, avec /learn ou suivi de /learn. Vous pourrez l'interroger avec /ask.",
            LearntFormat = "Appris : {0}, {1} passages. Interrogez-le avec /ask.",
            LearntLaterFormat = "{0} est en cours de lecture ; /kb montre vos notes.",
            NotLearntFormat = "Non appris : {0}. {1}",
            NotKept = "Je ne l'ai plus. Envoyez-le encore une fois.",
            TooLarge = "Il est trop grand.",
            TooManyCollections = "Vous avez déjà le nombre maximal de collections. Supprimez-en une d'abord.",
        },
        ["es"] = new()
        {
            AskNeedsQuestion = "¿Qué quieres saber de tus notas? Por ejemplo: /ask ¿Qué es la regla de la cadena?",
            SearchNeedsWords = "¿Qué busco en tus notas? Por ejemplo: /search regla de la cadena",
            NoCollections = "Aquí todavía no hay notas para ti.",
            Collections = "Tus colecciones de notas (✓ = unida a este chat):",
            KbHint = "/kb NÚMERO une o separa una: respondo entonces según ella cuando se puede. /kb off las separa todas.",
            AttachedFormat = "Este chat responde ahora según: {0}",
            NothingAttached = "Ahora no hay ninguna colección unida a este chat.",
            NoSuchCollectionFormat = "No conozco ninguna colección tuya llamada «{0}». /kb las muestra.",
            NoSuchNoteFormat = "No encontré ninguna nota tuya llamada «{0}».",
            NoNotesAboutFormat = "No encontré nada sobre «{0}» en tus notas.",
            TooManyAttached = "Un chat admite como máximo 20 colecciones. Separa antes una.",
            LearnHint = "O envía /learn para añadirlo a tus notas.",
            LearnNeedsDocument = "Envíame un documento, con /learn o seguido de /learn. Después puedes preguntar con /ask.",
            LearntFormat = "Aprendido: {0}, {1} pasajes. Pregunta con /ask.",
            LearntLaterFormat = "Se está leyendo {0}; /kb muestra tus notas.",
            NotLearntFormat = "No aprendido: {0}. {1}",
            NotKept = "Ya no lo tengo. Envíalo otra vez.",
            TooLarge = "Es demasiado grande.",
            TooManyCollections = "Ya tienes el máximo de colecciones. Borra antes una.",
        },
        ["ar"] = new()
        {
            AskNeedsQuestion = "ماذا تريد أن تعرف من ملاحظاتك؟ مثلًا: /ask ما هي قاعدة السلسلة؟",
            SearchNeedsWords = "عمّ أبحث في ملاحظاتك؟ مثلًا: /search قاعدة السلسلة",
            NoCollections = "لا توجد ملاحظات لك هنا بعد.",
            Collections = "مجموعات ملاحظاتك (✓ = مرتبطة بهذه المحادثة):",
            KbHint = "‎/kb مع رقم يربط مجموعة أو يفصلها، فأجيب منها حيث يمكن. ‎/kb off يفصلها كلها.",
            AttachedFormat = "تجيب هذه المحادثة الآن من: {0}",
            NothingAttached = "لا توجد مجموعة مرتبطة بهذه المحادثة الآن.",
            NoSuchCollectionFormat = "لا أعرف مجموعة لك باسم «{0}». ‎/kb يعرضها.",
            NoSuchNoteFormat = "لم أجد ملاحظة لك باسم «{0}».",
            NoNotesAboutFormat = "لم أجد شيئًا عن «{0}» في ملاحظاتك.",
            TooManyAttached = "تقبل المحادثة 20 مجموعة على الأكثر. افصل واحدة أولًا.",
            LearnHint = "أو أرسل ‎/learn لإضافته إلى ملاحظاتك.",
            LearnNeedsDocument = "أرسل لي مستندًا ومعه أو بعده ‎/learn، ثم اسأل عنه بالأمر ‎/ask.",
            LearntFormat = "تعلمت: {0}، عدد المقاطع {1}. اسأل عنه بالأمر ‎/ask.",
            LearntLaterFormat = "تجري قراءة {0}؛ ‎/kb يعرض ملاحظاتك.",
            NotLearntFormat = "لم أتعلم: {0}. {1}",
            NotKept = "لم يعد لدي. أرسله مرة أخرى.",
            TooLarge = "إنه كبير جدًا.",
            TooManyCollections = "لديك أكبر عدد مسموح من المجموعات. احذف واحدة أولًا.",
        },
    };

    /// <summary>The languages that have them.</summary>
    public static IReadOnlyCollection<string> Languages => s_all.Keys;

    public static KnowledgeTexts Of(string? language) =>
        language is { Length: >= 2 } && s_all.TryGetValue(language[..2].ToLowerInvariant(), out var texts) ? texts : s_all["en"];

    public string Attached(IEnumerable<string> names) => With(AttachedFormat, string.Join(", ", names));

    public string NoSuchCollection(string name) => With(NoSuchCollectionFormat, Shown(name));

    public string NoSuchNote(string name) => With(NoSuchNoteFormat, Shown(name));

    public string NoNotesAbout(string topic) => With(NoNotesAboutFormat, Shown(topic));

    public string Learnt(string name, int passages) => string.Format(CultureInfo.InvariantCulture, LearntFormat, Shown(name), passages);

    public string LearntLater(string name) => With(LearntLaterFormat, Shown(name));

    public string NotLearnt(string name, string reason) =>
        string.Format(CultureInfo.InvariantCulture, NotLearntFormat, Shown(name), reason).TrimEnd();

    private static string With(string format, string value) => string.Format(CultureInfo.InvariantCulture, format, value);

    private static string Shown(string name) => name.Length <= 80 ? name : name[..79] + "…";
}
