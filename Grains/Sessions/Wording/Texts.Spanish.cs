namespace ObsidianVault.Grains.Sessions.Wording;

internal sealed partial record Texts
{
    private static Texts Spanish { get; } = new()
    {
        Name = "Español",
        Help = """
            Explico matemáticas en vídeos cortos.

            /video Explica la derivada de x^2 - crea un vídeo
            /plot sin(x), /draw bar Lun=3 Mar=5 - dibuja una imagen
            /ask PREGUNTA - responde según tus notas; /search PALABRAS busca en ellas
            /kb - tus notas, y según cuáles respondo en este chat
            /learn - añadir a tus notas el documento que enviaste
            /status - tus vídeos; /status ID - uno de ellos, con un enlace nuevo
            /cancel ID - detiene un vídeo, o la respuesta en curso
            /usage - lo que has gastado
            /lang - tu idioma
            /link - une este chat con otro tuyo
            /forget - borra todo lo tuyo aquí
            /stop - desde entonces guardo silencio
            /help - este texto

            Envía código de Manim (from manim import * …, una clase Scene) y lo renderizo tal cual. Todo lo demás es conversación.
            """,
        Welcome = "¡Bienvenido a Obsidian Vault!",
        DrawNeedsData =
            "Para dibujar, escribe por ejemplo: /plot sin(x), x^2 from -5 to 5 o "
            + "/draw bar Lun=3 Mar=5, /draw pie 30 50 20, /draw graph A-B B-C, /draw polygon 0,0 4,0 0,3",
        VideoNeedsPrompt = "¿Qué debe explicar el vídeo? Por ejemplo: /video Explica la derivada de x^2",
        NoWords = "Solo leo texto. Envía /help para ver lo que sé hacer.",
        FileKept = "Guardo el archivo, pero aquí no puedo mirarlo. Pregúntame algo con palabras.",
        WhatIsThis = "¿Qué hay en esta imagen?",
        ChatFailed = "El proveedor de IA no respondió. Inténtalo de nuevo en un minuto.",
        BudgetUsed = "Tu presupuesto de este mes se ha agotado.",
        TooLongFormat = "Tu {0} tiene {1} caracteres; como máximo son posibles {2}. Acórtalo, por favor.",
        Prompt = "texto",
        Code = "código",
        Message = "mensaje",
        UnknownFormat = "No conozco /{0}. Envía /help para ver lo que sé hacer.",
        AcceptedFormat = "Tu vídeo está en camino: tarea {0}",
        LinkFormat = "El enlace vale {0}; /status {1} da uno nuevo.",
        Minutes = "minutos",
        Seconds = "segundos",
        YourVideo = "Tu vídeo",
        CheckedFormat = "Fórmulas comprobadas: {0}; no comprobables: {1}.",
        FalseFormat = "Esto no es cierto: {0}.",
        Catalogue = "Hecho con el catálogo sin conexión; el operador puede configurar una clave de IA para cualquier otro tema.",
        CancelledFormat = "La tarea {0} fue cancelada.",
        AnswerStopped = "Detenido.",
        NothingToCancel = "No hay nada tuyo en curso.",
        NoSuchJobFormat = "No tienes ninguna tarea {0}.",
        TooManyJobsFormat = "Tienes {0} vídeos en curso. Espera a que termine uno o detén uno con /cancel ID.",
        NoVideos = "No tienes vídeos. Prueba /video Explica la derivada de x^2",
        UsageFormat = "Gastado en total: {0} $\nEste mes: {2} $, unos {3} $ al final\nPresupuesto al mes: {1} $",
        NearBudgetFormat = "Has usado {0} $ de tu presupuesto de {1} $. Empieza de nuevo el {2:yyyy-MM-dd}.",
        NotDelivered = "No se pudo entregar mi último mensaje. Por favor, pregúnteme otra vez.",
        TooManyMessages = "Son más mensajes de los que puedo responder. Responderé dentro de un rato; hasta entonces los guardo.",
        OptedOut = "No recibirás más mensajes míos. Envía START para volver.",
        OptedIn = "Hola de nuevo. Envía /help para ver lo que sé hacer.",
        LanguagesFormat = "Envía /lang y uno de estos: {0}",
        LanguageSet = "Desde ahora te hablo en español.",
        LinkCodeFormat = "Envía esto en tu otro chat, una sola vez, en {1}:\n/link {0}\nQuien lo tenga puede unirse a esta conversación.",
        Linked = "Los dos chats son ahora una conversación.",
        LinkRefused = "Este código ya no vale. Pide uno nuevo con /link en el otro chat.",
        ForgetFormat = "Puedo borrar todo lo tuyo aquí: esta conversación en todos sus canales, vídeos, archivos, notas y claves. "
            + "No se puede deshacer. Envía /forget {0} para confirmarlo.",
        Forgotten = "Todo está borrado.",
        ForgetAlone = "Envíalo en un chat a solas conmigo.",
        CancelButton = "Cancelar",
        NewLinkButton = "Enlace nuevo",
        QualityButtons = ["En baja calidad", "En calidad media", "En alta calidad"],
        States =
        [
            "En espera", "Escribiendo", "Comprobando", "Renderizando", "Subiendo",
            "Listo", "Entregado", "Fallido", "Cancelado", "Caducado",
        ],
    };
}
