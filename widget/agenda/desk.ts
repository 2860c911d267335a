/** What the parts of the agenda's panel share: the state, where one is, and what one can do from everywhere. */
import type { Api } from '../../bff/api.ts'
import type { PanelHost } from '../panels.ts'
import type { Agenda, Edit } from './agenda.ts'
import type { Shown } from './shown.ts'
import type { Local, Names } from './time.ts'

export type View = 'list' | 'day' | 'week' | 'month'

/** What a new entry begins with. */
export interface Beginning {
  title: string
  from: Local
  to: Local
  allDay: boolean
  rule?: string | null
  place?: string
  reminders?: readonly number[]
  attendees?: readonly { name: string; address: string }[]
}

export interface Desk {
  readonly host: PanelHost
  readonly agenda: Agenda
  readonly names: Names
  readonly shows: View
  /** The day that is looked at, and those in sight. */
  readonly day: Local
  readonly days: readonly Local[]
  /** Pixels that there are. */
  readonly width: number
  go(day: Local): void
  step(way: 1 | -1): void
  look(view: View, day?: Local): void
  open(shown: Shown): void
  create(beginning: Beginning): void
  /** Back to the views. @param id what the focus goes to */
  leave(id?: string): void
  /** Which times of a series are meant: `undefined` where it is none, `null` when it is not to be. */
  which(shown: Shown): Promise<Api['agenda.update']['input']['scope'] | null>
  /** It is there now; asks which are meant where it comes again. */
  move(shown: Shown, from: Local, to: Local): Promise<void>
  remove(shown: Shown): Promise<void>
  decide(shown: Shown, decision: 'approve' | 'reject'): Promise<void>
  /**
   * Done, or to be done when the line is back: either is said. Else `agenda.trouble` says why it is not.
   * @param said whether something else is at that time then
   */
  edit<Name extends Edit>(name: Name, input: Api[Name]['input'], said: (clash: boolean) => string): Promise<boolean>
  /** Something was done: it is said, and can be undone by its edits. */
  did(text: string, ...edits: string[]): void
  say(text: string): void
}
