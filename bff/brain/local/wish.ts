/** Wish: what a person wants done, and the sentence that it is read from, with all that is known of its words. */
import { POLITE, TAIL } from './forms.ts'
import { thingsNamed, type Known } from './orders.ts'
import { unquoted } from './phrases.ts'
import type { When } from '../../language/when.ts'

export interface Wish {
  readonly acts: readonly string[]
  /** What it is about, in general words: reminder, plan, chat. */
  readonly nouns: readonly string[]
  /** The words that are left for a title, a text, or to find a thing by, as they were written. */
  readonly body: string
  readonly when: When
  /** How it was said, where the form says more than the act. */
  readonly form: 'order' | 'remind' | 'state' | 'list' | 'recall' | 'report' | 'event' | 'lead' | 'place'
  /** "it", "that": what was spoken of before. */
  readonly points: boolean
  /** New words for what there is: "… to X". */
  readonly to?: string
  /** How it stands, in the tools' own word. */
  readonly status?: string
  /** Minutes before it begins. */
  readonly lead?: number
  /** A time zone, and hours of each day; null: none any more. */
  readonly zone?: string
  readonly hours?: { readonly from: string; readonly to: string; readonly days?: readonly number[] } | null
  /** "The second one" of what was told. */
  readonly nth?: string
  /** It is about the thing of this id. */
  readonly one?: string
  /** It is about this very conversation. */
  readonly isHere?: boolean
  /** One thing is looked for by its name. */
  readonly seeks?: boolean
  /** What holds for the person is asked for. */
  readonly sets?: boolean
  /** What it means where that finds nothing. */
  readonly or?: Wish
  /** Which tool is meant, where that is known; and where it is. */
  readonly tool?: string
  /** It only asks, in words that others may answer too. */
  readonly isRead?: boolean
  readonly place?: string
  /** Who takes part in it from now on, or no more. */
  readonly guests?: { readonly names: readonly string[]; readonly go: boolean }
  /** What is to be noted with it. */
  readonly note?: string
  /** The steps of a new plan. */
  readonly steps?: readonly string[]
  /** The words of something new, exactly. */
  readonly title?: string
  /** The words by which the thing is to be found, where they are others than those of the body. */
  readonly by?: string
  /** The words after "about". */
  readonly about?: string
  readonly whole: string
}

/** A sentence, taken apart once for all that read it. */
export interface Saying {
  /** As it was said; and without the courtesies around it. */
  readonly first: string
  readonly core: string
  /** Without its times, and the same in small letters. */
  readonly body: string
  readonly low: string
  readonly when: When
  readonly now: number
  readonly known: Known
  /** It only speaks about doing something. */
  readonly about: boolean
  /** "Is there anything …" */
  readonly anything: boolean
  /** "Do not forget …" */
  readonly isForget: boolean
  /** The words for sorts of things in it. */
  readonly named: readonly string[]
  /** It begins as a question for what there is; and as one for what was said. */
  readonly listed: boolean
  readonly recall: RegExp | undefined
}

/** Reads one sort of wish out of a sentence. `null`: it asks for nothing. `undefined`: it is of another sort. */
export type Reader = (saying: Saying) => Wish | null | undefined

export const namesIn = (text: string, { known }: Pick<Saying, 'known'>): string[] => thingsNamed(text, known)
/** A wish of this saying. */
export const make = (
  saying: Saying,
  acts: readonly string[],
  form: Wish['form'],
  text: string,
  nouns: readonly string[] = namesIn(text, saying),
  more: Partial<Wish> = {},
): Wish => ({
  acts,
  nouns,
  body: trim(text),
  when: saying.when,
  form,
  points: POINTS.test(lower(text)),
  whole: saying.core,
  ...more,
})

export const lower = (text: string): string => text.toLowerCase().replace(/[’‘`´]/g, "'")
/** Courtesies around a request, off. */
export const bare = (text: string): string => {
  let t = text.trim().replace(/\s+/g, ' ')
  t = t.replace(POLITE, '').replace(/(?<![\s.!?])[\s.!?]+$/, '')
  for (let i = 0; i < 3; i += 1) t = t.replace(TAIL, '')
  return t.trim()
}
export const trim = (text: string): string => {
  let t = text.replace(
    /^(?:[\s,:;–-]|\b(?:to|about|that|of|for|on|at|by|from|called|named|titled|saying|with)\b\s)+/i,
    '',
  )
  for (let before = ''; before !== t;) {
    before = t
    t = t
      .replace(/(?<![\s,:;–-])[\s,:;–-]+$/, '')
      .replace(/(?<!\b(?:the|an?|my))\s(?:on|at|by|from|for|to|the|and|starting|in|till|until)$/i, '')
  }
  return unquoted(t)
}
/** What stood before a time that was cut out. */
export const loose = (text: string): string => trim(/^that /i.test(text) ? `(${text}` : text).replace(/^\(/, '')

/** "I have a …", said of what is to come. */
export const HAVE =
  /^(?:(?:i|we)(?:['’]ve got| have got| have|['’]ve| got)(?! (?:to|been|had|done|finished)\b)|there (?:is|will be)|(?:i am|i['’]m|we are|we['’]re)(?= (?:meeting|seeing|having|visiting|going|playing|flying|watching)\b)) (?:an? |my |our )?/i
export const POINTS = /\b(?:it|that|this|them|that one|this one|the same)\b/

/** Without its courtesies, but with the words at its end. */
export const bareButLast = (text: string): string =>
  text
    .trim()
    .replace(POLITE, '')
    .replace(/(?<![\s.!?])[\s.!?]+$/, '')

/** By the name of a wish in the lessons: something new is made, and its title is what is left of the words. */
export const NEW = /\.(?:add|make|create|send|remember)$/
