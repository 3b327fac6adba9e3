namespace ObsidianVault.Grains.Sessions.Wording;

internal sealed partial record Texts
{
    private static Texts English { get; } = new()
    {
        Name = "English",
        Help = """
            I explain mathematics in short videos.

            /video Explain the derivative of x^2 - makes a video
            /plot sin(x), /draw bar Mon=3 Tue=5 - draws a picture
            /ask QUESTION - answers from your notes; /search WORDS looks in them
            /kb - your notes, and which of them this chat answers from
            /learn - add the document that you sent to your notes
            /status - your videos; /status ID - one of them, with a new link
            /cancel ID - stops a video, or the answer I am writing
            /usage - what you have spent
            /lang - your language
            /link - joins this chat with another one of yours
            /forget - deletes everything that is yours here
            /stop - I am silent from then on
            /help - this text

            Send Manim code (from manim import * …, one Scene class) and I render it as it is. Anything else is a chat.
            """,
        Welcome = "Welcome to Obsidian Vault!",
        DrawNeedsData =
            "To draw, write for example: /plot sin(x), x^2 from -5 to 5 or "
            + "/draw bar Mon=3 Tue=5, /draw pie 30 50 20, /draw graph A-B B-C, /draw polygon 0,0 4,0 0,3",
        VideoNeedsPrompt = "What should the video explain? For example: /video Explain the derivative of x^2",
        NoWords = "I can read text only. Send /help to see what I can do.",
        FileKept = "I keep the file, but I cannot look at it here. Ask me something in words.",
        WhatIsThis = "What is in this picture?",
        ChatFailed = "The AI provider did not answer. Please try again in a minute.",
        BudgetUsed = "Your budget for this month is used up.",
        TooLongFormat = "Your {0} has {1} characters; at most {2} are possible. Please shorten it.",
        Prompt = "prompt",
        Code = "code",
        Message = "message",
        UnknownFormat = "I do not know /{0}. Send /help to see what I can do.",
        AcceptedFormat = "Your video is on its way: job {0}",
        LinkFormat = "The link works for {0}; /status {1} gives a new one.",
        Minutes = "minutes",
        Seconds = "seconds",
        YourVideo = "Your video",
        CheckedFormat = "Formulas checked: {0}; not checkable: {1}.",
        FalseFormat = "This is not true: {0}.",
        Catalogue = "Made from the offline catalogue; the operator can set an AI key for any other topic.",
        CancelledFormat = "Job {0} was cancelled.",
        AnswerStopped = "Stopped.",
        NothingToCancel = "Nothing of yours is in work.",
        NoSuchJobFormat = "You have no job {0}.",
        TooManyJobsFormat = "{0} of your videos are in work. Wait until one is done, or stop one with /cancel ID.",
        NoVideos = "You have no videos. Try /video Explain the derivative of x^2",
        UsageFormat = "Spent in all: ${0}\nThis month: ${2}, about ${3} at its end\nBudget a month: ${1}",
        NearBudgetFormat = "You have used ${0} of your budget of ${1}. It starts anew on {2:yyyy-MM-dd}.",
        NotDelivered = "My last message could not be delivered. Please ask me again.",
        TooManyMessages = "These are more messages than I can answer. I answer again in a while; what you write until then, I only keep.",
        OptedOut = "You will not hear from me any more. Send START to come back.",
        OptedIn = "Welcome back. Send /help to see what I can do.",
        LanguagesFormat = "Send /lang and one of: {0}",
        LanguageSet = "I speak English with you from now on.",
        LinkCodeFormat = "Send this in your other chat within {1}, once:\n/link {0}\nWhoever has it can join this conversation.",
        Linked = "The two chats are one conversation now.",
        LinkRefused = "This code is not valid any more. Ask for a new one with /link in the other chat.",
        ForgetFormat = "I can delete everything that is yours here: this conversation on all its channels, videos, files, notes and keys. "
            + "It cannot be undone. Send /forget {0} to confirm.",
        Forgotten = "Everything is deleted.",
        ForgetAlone = "Send this in a chat with me alone.",
        CancelButton = "Cancel",
        NewLinkButton = "New link",
        QualityButtons = ["In low quality", "In medium quality", "In high quality"],
        States = ["Queued", "Generating", "Validating", "Rendering", "Uploading", "Ready", "Delivered", "Failed", "Cancelled", "Expired"],
    };
}
