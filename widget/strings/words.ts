/** Words: English where it is written, and the language that is spoken laid over it once it has come. */
import { launcherWords } from './launcher.ts'

const languages = ['ar', 'de', 'es', 'fr', 'he', 'ja', 'pt']
const known = new Map<string, { english: object; live: object }>()
let language = 'en'
let coming: Promise<unknown> = Promise.resolve()

/**
 * The words of one part of the widget, in English. They are replaced in place when another language is spoken, so they
 * are to be read when they are shown, not before.
 */
export const words = <T extends object>(part: string, live: T): T => {
  known.set(part, { english: { ...live }, live })
  if (language !== 'en') fetchWords(part)
  return live
}

/**
 * Speak the language of a locale (BCP 47) from now on, everywhere on this page; English where it is none of ours.
 * @returns resolves when the words of everything that was loaded so far are here, or cannot be had
 */
export const speak = (locale: string): Promise<unknown> => {
  const [wanted = ''] = locale.toLowerCase().split('-')
  const next = languages.includes(wanted) ? wanted : 'en'
  if (next !== language) {
    language = next
    for (const part of known.keys()) fetchWords(part)
  }
  return spoken()
}

/** When the words of everything that was loaded so far are here. */
export const spoken = (): Promise<unknown> => coming

/** What is spoken, for a screen reader, and which way it is written; English is written whichever way the page is. */
export const tongue = (): { lang: string; dir: 'ltr' | 'rtl' | undefined } => ({
  lang: language,
  dir: language === 'en' ? undefined : language === 'ar' || language === 'he' ? 'rtl' : 'ltr',
})

/** What was fetched, once its words are here too. */
export const worded = async <T>(fetched: Promise<T>): Promise<T> => {
  const module = await fetched
  await coming
  return module
}

const fetchWords = (part: string): void => {
  const { english, live } = known.get(part) as { english: object; live: object }
  const wanted = language
  const lay = (over: object): void => void (wanted === language && Object.assign(live, english, over))
  if (wanted === 'en') return lay({})
  // Words that do not come are English ones.
  const words = import('./translations.ts')
    .then(({ translation }) => translation(wanted, part))
    .then(
      ({ default: translated }) => lay(translated),
      () => lay({}),
    )
  coming = Promise.all([coming, words])
}

// The launcher's own are there before all this is, and without it.
words('launcher', launcherWords)
