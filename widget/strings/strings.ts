/** Which words are spoken in which locale. */
import { en } from './en.ts'

export type Strings = typeof en

/** The words for a locale. English is the only one so far, and the one to fall back to. */
export const stringsFor = (_locale: string): Strings => en
