/** The words of the room and its conversation. */
import { en } from './en.ts'

export type Strings = typeof en

/** One object for good: its words change with the language. */
export const strings: Strings = en
