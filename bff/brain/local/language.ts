/** Language: whether a message is in English, and the words of regret when it is not. */

type Regret = (name: string) => string

const regrets = {
  de: (name) =>
    `Ich bin ${name} und spreche hier mit dem eingebauten lokalen Modell. Es versteht vorerst nur Englisch. Schreiben Sie mir gern auf Englisch.`,
  fr: (name) =>
    `Je suis ${name}, et c'est le modèle local intégré qui répond ici. Pour le moment, il ne comprend que l'anglais. Écrivez-moi volontiers en anglais.`,
  es: (name) =>
    `Soy ${name} y aquí responde el modelo local integrado. Por ahora solo entiende inglés. Escríbeme en inglés, por favor.`,
  pt: (name) =>
    `Sou ${name} e quem responde aqui é o modelo local integrado. Por enquanto, ele só entende inglês. Escreva-me em inglês, por favor.`,
  it: (name) =>
    `Sono ${name} e qui risponde il modello locale integrato. Per ora capisce solo l'inglese. Scrivimi pure in inglese.`,
  nl: (name) =>
    `Ik ben ${name} en hier antwoordt het ingebouwde lokale model. Het begrijpt voorlopig alleen Engels. Schrijf me gerust in het Engels.`,
  ar: (name) =>
    `أنا ${name}، ويجيب هنا النموذج المحلي المدمج. لا يفهم حاليًا إلا اللغة الإنجليزية. يمكنك الكتابة لي بالإنجليزية.`,
  he: (name) => `אני ${name}, וכאן עונה המודל המקומי המובנה. בינתיים הוא מבין רק אנגלית. אפשר לכתוב לי באנגלית.`,
  ja: (name) =>
    `${name}です。ここでは内蔵のローカルモデルがお答えしています。今のところ英語しか理解できません。英語でお書きください。`,
  zh: (name) => `我是${name},这里由内置的本地模型回答。目前它只懂英语。请用英语写给我。`,
} satisfies Record<string, Regret>

type Language = keyof typeof regrets

const scripts: [Language, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['zh', /\p{Script=Han}/gu],
]

/** Frequent words that English does not have. A word of two languages counts for both. */
const frequent: Record<'de' | 'fr' | 'es' | 'pt' | 'it' | 'nl', Set<string>> = {
  de: new Set(
    `ich ist und nicht der das dem den ein eine einen wie wann wo wer habt haben hast kann kannst können ihr sie wir mir
    mich dich bitte danke hallo guten tag morgen abend für mit auf von zu zum zur auch es gibt kostet was heißt heisst
    heute steht was am termin termine erinnere erinner erinnerung lösche löschen verschiebe verschieben eintragen absagen kalender
    besprechung anrufen geöffnet oder aber wenn dein mein meine deine sind bist warum welche kurs viel uhr`.split(
      /\s+/,
    ),
  ),
  fr: new Set(
    `je tu est et le la les des une un vous nous pas que qui quoi quand où comment combien pour avec dans sur bonjour
    bonsoir merci salut êtes suis avez puis-je quelle quel quels heure ouvrez ce cette mon ma votre il elle y a-t-il
    demain aujourd'hui rappelle rappelle-moi rappelez-moi rappel rendez-vous annule annuler ajoute ajouter déplace supprime
    appeler réunion agenda à d'appeler mes s'il plaît coûte est-ce du au aux ne cours`.split(/\s+/),
  ),
  es: new Set(
    `el la los las un una y de que qué cuándo cuando dónde donde cómo como cuánto cuanto cuesta es está son por para con
    hola gracias buenos buenas días tardes noches usted ustedes tú mi su puedo puede quiero abren abierto hay no sí
    favor quién cuál curso mañana hoy recuérdame recordatorio recuerda cancela cancelar borra mueve añade agrega llamar reunión
    cita agenda al a mis me`.split(/\s+/),
  ),
  pt: new Set(
    `o os as um uma e de que quando onde como quanto custa é está são por para com olá oi obrigado obrigada bom boa dia
    tarde noite você vocês eu meu minha posso pode quero não sim fazem também qual quem ao do da no na em curso aberto
    abre abrem amanhã hoje lembre lembra lembra-me lembre-me lembrete lembretes marcar marca marque cancela cancelar apaga apagar
    ligar reunião consulta agenda às minha para`.split(/\s+/),
  ),
  it: new Set(
    `il lo la gli le un una e di che quando dove come quanto costa è sono per con ciao grazie buongiorno buonasera salve
    lei voi noi mio mia posso può vorrei non sì del della al alla nel corso aperto apre aprite chi quale perché`.split(
      /\s+/,
    ),
  ),
  nl: new Set(
    `ik is en niet de het een wie wat waar wanneer hoe hoeveel jullie jij je u wij kan kunnen hebben heeft voor met op van
    naar ook hallo goedemorgen goedemiddag goedenavond dank dankjewel bedankt alsjeblieft kost gaan laat zijn bent mijn
    uw dag cursus geopend goeie`.split(/\s+/),
  ),
}
const english = new Set(
  `the a an is are was were do does did you your i my me we it this that what when where who how can could would will
  please hello hi thanks and or of to in on for with have has about open there much many long any not be if call name
  rename conversation title tell as all then so but no yes at by from show mark read add put move cancel remind kindly
  tomorrow today week every this these my our`.split(/\s+/),
)
/** A word that is a message of its own. */
const alone = new Map<string, Language>([
  ['hallo', 'de'],
  ['danke', 'de'],
  ['tschüss', 'de'],
  ['servus', 'de'],
  ['bonjour', 'fr'],
  ['bonsoir', 'fr'],
  ['salut', 'fr'],
  ['merci', 'fr'],
  ['hola', 'es'],
  ['gracias', 'es'],
  ['adiós', 'es'],
  ['olá', 'pt'],
  ['obrigado', 'pt'],
  ['obrigada', 'pt'],
  ['ciao', 'it'],
  ['grazie', 'it'],
  ['buongiorno', 'it'],
  ['hoi', 'nl'],
  ['goedemorgen', 'nl'],
  ['bedankt', 'nl'],
])

/** The language of a message, when it is one of those the persona can name and not English. */
export const languageOf = (text: string): Language | null => {
  const start = text.slice(0, 600).toLowerCase()
  const letters = start.match(/\p{L}/gu)?.length ?? 0
  for (const [language, script] of scripts)
    if ((start.match(script)?.length ?? 0) > letters * (language === 'ja' ? 0.1 : 0.4)) return language
  const words = start.replace(/’/g, "'").match(/[\p{L}'-]+/gu) ?? []
  if (words.length <= 2 && words[0] && alone.has(words[0])) return alone.get(words[0]) ?? null
  const ours = words.filter((word) => english.has(word)).length
  let best: { language: Language; count: number } | null = null
  for (const [language, known] of Object.entries(frequent) as [keyof typeof frequent, Set<string>][]) {
    // Its marks count too: nobody writes ã or ß in an English question, save in a name.
    const count =
      words.filter((word) => known.has(word)).length + words.filter((word) => alone.get(word) === language).length
    if (count > (best?.count ?? 0)) best = { language, count }
  }
  if (!best || best.count < 2 || best.count <= ours || best.count < words.length / 5) return null
  return best.language
}

export const regret = (language: Language, name: string): string => regrets[language](name)
