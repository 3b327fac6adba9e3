using System.Collections.Immutable;

namespace ObsidianVault.Channels.Telegram;

/// <summary>One entry of a bot's menu.</summary>
/// <param name="Name">1-32 of <c>a-z0-9_</c>, without the slash.</param>
/// <param name="Description">1-256 characters.</param>
public sealed record TelegramCommand(string Name, string Description);

/// <summary>A bot's command menu for people whose app uses one language.</summary>
/// <param name="Language">Two letters (ISO 639-1), or null for all other languages.</param>
public sealed record TelegramMenu(string? Language, ImmutableArray<TelegramCommand> Commands)
{
    /// <summary>The menus that bots get unless the host registers others.</summary>
    public static IReadOnlyList<TelegramMenu> Defaults { get; } =
    [
        Of(null, "Make a video on a mathematical topic", "How far along my video is", "Stop my video", "What I used this month",
            "What this bot can do", "My language", "Link this chat with another of mine", "Stop messages"),
        Of("de", "Ein Video zu einem mathematischen Thema erstellen", "Wie weit mein Video ist", "Mein Video abbrechen",
            "Mein Verbrauch in diesem Monat", "Was dieser Bot kann", "Meine Sprache", "Mit einem anderen Chat verbinden", "Ruhe"),
        Of("ar", "إنشاء فيديو عن موضوع رياضي", "أين وصل الفيديو", "إيقاف الفيديو", "استهلاكي هذا الشهر",
            "ما يستطيعه هذا البوت", "لغتي", "ربط محادثة أخرى لي", "صمت"),
        Of("es", "Crear un vídeo sobre un tema matemático", "Cómo va mi vídeo", "Cancelar mi vídeo", "Lo que he usado este mes",
            "Qué sabe hacer este bot", "Mi idioma", "Unir con otro chat mío", "Silencio"),
        Of("fr", "Créer une vidéo sur un sujet mathématique", "Où en est ma vidéo", "Annuler ma vidéo", "Ma consommation du mois",
            "Ce que ce bot sait faire", "Ma langue", "Relier à une autre de mes conversations", "Silence"),
        Of("it", "Crea un video su un argomento di matematica", "A che punto è il mio video", "Annulla il mio video",
            "Quanto ho usato questo mese", "Che cosa sa fare questo bot", "La mia lingua", "Collegare un'altra mia chat", "Silenzio"),
        Of("pt", "Criar um vídeo sobre um tema matemático", "Como está o meu vídeo", "Cancelar o meu vídeo", "O que usei este mês",
            "O que este bot sabe fazer", "O meu idioma", "Ligar a outra conversa minha", "Silêncio"),
    ];

    private static TelegramMenu Of(
        string? language, string video, string status, string cancel, string usage, string help, string lang, string link, string stop) =>
        new(language,
        [
            new("video", video), new("status", status), new("cancel", cancel), new("usage", usage),
            new("lang", lang), new("link", link), new("stop", stop), new("help", help),
        ]);
}
