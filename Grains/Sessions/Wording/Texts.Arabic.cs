namespace ObsidianVault.Grains.Sessions.Wording;

internal sealed partial record Texts
{
    private static Texts Arabic { get; } = new()
    {
        Name = "العربية",
        Help = """
            أشرح الرياضيات في مقاطع فيديو قصيرة.

            /video اشرح مشتقة x^2 - ينشئ مقطع فيديو
            /plot sin(x) و ‎/draw pie 30 50 20 - يرسم صورة
            /ask مع سؤال - يجيب من ملاحظاتك؛ ‎/search مع كلمات يبحث فيها
            /kb - ملاحظاتك، وأيّها أجيب منها هنا
            /learn - إضافة المستند الذي أرسلته إلى ملاحظاتك
            /status - مقاطعك؛ /status ID - أحدها مع رابط جديد
            /cancel ID - يوقف مقطعًا أو الإجابة الجارية
            /usage - ما أنفقته
            /lang - لغتك
            /link - يربط هذه المحادثة بأخرى لك
            /stop - ألتزم الصمت بعدها
            /help - هذا النص

            أرسل شيفرة Manim (from manim import * … مع صنف Scene واحد) فأعرضها كما هي. وما عدا ذلك محادثة.
            """,
        Welcome = "مرحبًا بك في Obsidian Vault!",
        DrawNeedsData =
            "للرسم اكتب مثلًا: /plot sin(x), x^2 from -5 to 5 أو ‎"
            + "/draw bar Mon=3 Tue=5, /draw pie 30 50 20, /draw graph A-B B-C, /draw polygon 0,0 4,0 0,3",
        VideoNeedsPrompt = "ماذا يشرح الفيديو؟ مثلًا: /video اشرح مشتقة x^2",
        NoWords = "أقرأ النصوص فقط. أرسل /help لترى ما أستطيع.",
        FileKept = "أحتفظ بالملف لكن لا أستطيع النظر إليه هنا. اسألني بالكلمات.",
        WhatIsThis = "ماذا في هذه الصورة؟",
        ChatFailed = "لم يُجب مزوّد الذكاء الاصطناعي. حاول مجددًا بعد دقيقة.",
        BudgetUsed = "نفدت ميزانيتك لهذا الشهر.",
        TooLongFormat = "عدد أحرف {0} لديك {1}، والحد الأقصى {2}. اختصره من فضلك.",
        Prompt = "النص",
        Code = "الشيفرة",
        Message = "الرسالة",
        UnknownFormat = "لا أعرف /{0}. أرسل /help لترى ما أستطيع.",
        AcceptedFormat = "الفيديو في الطريق: المهمة {0}",
        LinkFormat = "الرابط صالح لمدة {0}؛ و‎/status {1} يعطي رابطًا جديدًا.",
        Minutes = "دقائق",
        Seconds = "ثوانٍ",
        YourVideo = "الفيديو الخاص بك",
        CheckedFormat = "صيغ تم التحقق منها: {0}؛ تعذر التحقق من: {1}.",
        FalseFormat = "هذا غير صحيح: {0}.",
        Catalogue = "صُنع من الفهرس دون اتصال؛ يمكن للمشغّل ضبط مفتاح ذكاء اصطناعي لأي موضوع آخر.",
        CancelledFormat = "أُلغيت المهمة {0}.",
        AnswerStopped = "توقفت.",
        NothingToCancel = "لا شيء قيد العمل لديك.",
        NoSuchJobFormat = "ليست لديك مهمة {0}.",
        TooManyJobsFormat = "لديك {0} من مقاطع الفيديو قيد العمل. انتظر حتى ينتهي أحدها أو أوقف أحدها بالأمر /cancel ID.",
        NoVideos = "ليست لديك مقاطع. جرّب /video اشرح مشتقة x^2",
        UsageFormat = "مجموع الإنفاق: ${0}\nهذا الشهر: ${2}، ونحو ${3} في نهايته\nالميزانية الشهرية: ${1}",
        NearBudgetFormat = "استخدمت ${0} من ميزانيتك البالغة ${1}. تبدأ من جديد في {2:yyyy-MM-dd}.",
        NotDelivered = "تعذّر تسليم رسالتي الأخيرة. من فضلك اسألني مرة أخرى.",
        OptedOut = "لن تصلك رسائل مني بعد الآن. أرسل START للعودة.",
        OptedIn = "أهلًا بعودتك. أرسل /help لترى ما أستطيع.",
        LanguagesFormat = "أرسل /lang مع إحدى اللغات: {0}",
        LanguageSet = "سأتحدث معك بالعربية من الآن.",
        LinkCodeFormat = "أرسل هذا في محادثتك الأخرى مرة واحدة خلال {1}:\n/link {0}\nمن يملكه يستطيع الانضمام إلى هذه المحادثة.",
        Linked = "أصبحت المحادثتان محادثة واحدة.",
        LinkRefused = "لم يعد هذا الرمز صالحًا. اطلب رمزًا جديدًا بالأمر /link في المحادثة الأخرى.",
        CancelButton = "إلغاء",
        NewLinkButton = "رابط جديد",
        QualityButtons = ["بجودة منخفضة", "بجودة متوسطة", "بجودة عالية"],
        States = ["في الانتظار", "كتابة", "تحقق", "عرض", "رفع", "جاهز", "سُلّم", "فشل", "أُلغي", "انتهى"],
    };
}
