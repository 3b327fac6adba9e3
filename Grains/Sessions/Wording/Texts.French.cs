namespace ObsidianVault.Grains.Sessions.Wording;

internal sealed partial record Texts
{
    private static Texts French { get; } = new()
    {
        Name = "Français",
        Help = """
            J'explique les mathématiques en courtes vidéos.

            /video Expliquer la dérivée de x^2 - crée une vidéo
            /plot sin(x), /draw bar Lun=3 Mar=5 - dessine une image
            /ask QUESTION - répond d'après vos notes ; /search MOTS y cherche
            /kb - vos notes, et celles d'après lesquelles je réponds ici
            /learn - ajouter à vos notes le document que vous avez envoyé
            /status - vos vidéos ; /status ID - l'une d'elles, avec un nouveau lien
            /cancel ID - arrête une vidéo, ou la réponse en cours
            /usage - ce que vous avez dépensé
            /lang - votre langue
            /link - relie cette conversation à une autre des vôtres
            /forget - supprime tout ce qui est à vous ici
            /stop - je me tais désormais
            /help - ce texte

            Envoyez du code Manim (from manim import * …, une classe Scene) et je le rends tel quel. Tout le reste est une conversation.
            """,
        Welcome = "Bienvenue dans Obsidian Vault !",
        DrawNeedsData =
            "Pour dessiner, écrivez par exemple : /plot sin(x), x^2 from -5 to 5 ou "
            + "/draw bar Lun=3 Mar=5, /draw pie 30 50 20, /draw graph A-B B-C, /draw polygon 0,0 4,0 0,3",
        VideoNeedsPrompt = "Que doit expliquer la vidéo ? Par exemple : /video Expliquer la dérivée de x^2",
        NoWords = "Je ne lis que du texte. Envoyez /help pour voir ce que je sais faire.",
        FileKept = "Je garde le fichier, mais je ne peux pas le regarder ici. Posez-moi une question avec des mots.",
        WhatIsThis = "Que voit-on sur cette image ?",
        ChatFailed = "Le fournisseur d'IA n'a pas répondu. Réessayez dans une minute.",
        BudgetUsed = "Votre budget du mois est épuisé.",
        TooLongFormat = "Votre {0} compte {1} caractères ; {2} au plus sont possibles. Raccourcissez-le, s'il vous plaît.",
        Prompt = "texte",
        Code = "code",
        Message = "message",
        UnknownFormat = "Je ne connais pas /{0}. Envoyez /help pour voir ce que je sais faire.",
        AcceptedFormat = "Votre vidéo est en route : tâche {0}",
        LinkFormat = "Le lien est valable {0} ; /status {1} en donne un nouveau.",
        Minutes = "minutes",
        Seconds = "secondes",
        YourVideo = "Votre vidéo",
        CheckedFormat = "Formules vérifiées : {0} ; non vérifiables : {1}.",
        FalseFormat = "Ceci est faux : {0}.",
        Catalogue = "Créée avec le catalogue hors ligne ; l'opérateur peut configurer une clé d'IA pour tout autre sujet.",
        CancelledFormat = "La tâche {0} a été annulée.",
        AnswerStopped = "Arrêté.",
        NothingToCancel = "Rien n'est en cours pour vous.",
        NoSuchJobFormat = "Vous n'avez pas de tâche {0}.",
        TooManyJobsFormat = "{0} de vos vidéos sont en cours. Attendez que l'une soit prête, ou arrêtez-en une avec /cancel ID.",
        NoVideos = "Vous n'avez pas de vidéo. Essayez /video Expliquer la dérivée de x^2",
        UsageFormat = "Dépensé en tout : {0} $\nCe mois-ci : {2} $, environ {3} $ à la fin\nBudget par mois : {1} $",
        NearBudgetFormat = "Vous avez utilisé {0} $ de votre budget de {1} $. Il repart à zéro le {2:yyyy-MM-dd}.",
        NotDelivered = "Mon dernier message n’a pas pu être remis. Veuillez me reposer la question.",
        TooManyMessages = "C'est plus de messages que je ne peux en traiter. Je répondrai dans un moment ; d'ici là, je les garde.",
        OptedOut = "Vous n'aurez plus de messages de ma part. Envoyez START pour revenir.",
        OptedIn = "Content de vous revoir. Envoyez /help pour voir ce que je sais faire.",
        LanguagesFormat = "Envoyez /lang suivi de : {0}",
        LanguageSet = "Je vous parle désormais en français.",
        LinkCodeFormat =
            "Envoyez ceci dans votre autre conversation, une seule fois, dans les {1} :\n"
            + "/link {0}\nQuiconque l'a peut rejoindre cette conversation.",
        Linked = "Les deux conversations n'en font plus qu'une.",
        LinkRefused = "Ce code n'est plus valable. Demandez-en un nouveau avec /link dans l'autre conversation.",
        ForgetFormat = "Je peux supprimer ce qui est à vous ici : cette conversation sur tous ses canaux, vidéos, fichiers, notes et clés. "
            + "C'est définitif. Envoyez /forget {0} pour confirmer.",
        Forgotten = "Tout est supprimé.",
        ForgetAlone = "Envoyez cela dans une conversation avec moi seul.",
        CancelButton = "Annuler",
        NewLinkButton = "Nouveau lien",
        QualityButtons = ["En basse qualité", "En qualité moyenne", "En haute qualité"],
        States = ["En attente", "Écriture", "Vérification", "Rendu", "Envoi", "Prête", "Livrée", "Échouée", "Annulée", "Expirée"],
    };
}
