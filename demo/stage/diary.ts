/** An agenda in the page, and the tabs that look at it: entries that come once, or day by day for a while. */
import type { AgendaEntry, AgendaOccurrence, Approval } from '../../bff/api.ts'
import { juno, Peer } from './peer.ts'

const DAY = 86_400_000
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Local time of this browser, as if it were UTC. */
export const today = (): number => {
  const now = new Date()
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
}
const instantOf = (local: number): string => {
  const at = new Date(local)
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
  ).toISOString()
}
const textOf = (local: number): string => new Date(local).toISOString().slice(0, 19)
/** Days from today, and a time of day. */
export const at = (days: number, time = '00:00'): string => `${textOf(today() + days * DAY).slice(0, 10)}T${time}`

interface Wanted {
  id?: string
  title?: string
  start?: string
  end?: string
  minutes?: number
  days?: number
  place?: string
  reason?: string
  rule?: string
  scope?: string
}

export class Diary {
  readonly entries = new Map<string, AgendaEntry & { times: number }>()
  readonly tabs: Peer[] = []
  readonly approvals: Approval[] = []
  known = true
  #ids = 0
  #undo: (() => void) | null = null

  tab(peer = new Peer()): Peer {
    peer.families.push('agenda')
    peer.scopes.push('agenda:read', 'agenda:write', 'approvals:read', 'approvals:write')
    Object.assign(peer.answers, {
      'agenda.settings': () => ({
        zone,
        hours: { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5, 6, 7] },
        known: this.known,
      }),
      'agenda.list': ({ from, to }: { from: string; to: string }) => ({
        occurrences: this.#between(from, to),
        zone,
        more: false,
        left: [],
      }),
      'agenda.get': ({ id }: { id: string }) => ({ entry: this.entries.get(id.split('@')[0] ?? '') }),
      'agenda.add': (said: Wanted) => ({ entry: this.put(said).id, edit: `edt_${this.#ids}`, conflicts: [] }),
      'agenda.update': (said: Wanted) => this.#update(said),
      'agenda.remove': ({ id }: { id: string }) => {
        const key = id.split('@')[0] ?? ''
        const old = this.entries.get(key)
        this.entries.delete(key)
        this.#undo = () => old && this.entries.set(key, old)
        this.tell()
        return { entry: key, edit: 'edt_gone' }
      },
      'agenda.undo': () => {
        this.#undo?.()
        this.tell()
        return { entries: [], edit: 'edt_again' }
      },
      'agenda.parse': ({ text }: { text: string }) =>
        text.includes('tomorrow')
          ? {
              entry: {
                title: 'Lunch with Ana',
                start: at(1, '13:00'),
                minutes: 90,
                days: null,
                rule: null,
                attendees: [{ name: 'Ana', address: '' }],
                place: '',
                reminders: [60],
              },
              why: null,
              zone,
            }
          : { entry: null, why: 'no_time', zone },
      'agenda.export': () => ({ calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', entries: this.entries.size }),
      'agenda.import': () => {
        this.put({ title: 'Imported', start: at(0, '16:00') })
        return {
          imported: 1,
          updated: 0,
          unchanged: 0,
          skipped: [{ component: 'VEVENT', line: 7, why: 'It has no start.' }],
          others: 0,
          edit: 'edt_import',
        }
      },
      'approvals.list': () => ({ approvals: this.approvals.filter(({ status }) => status === 'pending') }),
      'approvals.decide': ({ approval }: { approval: string }) => {
        const found = this.approvals.find(({ id }) => id === approval) as Approval
        found.status = 'approved'
        this.tell()
        return {}
      },
    })
    this.tabs.push(peer)
    return peer
  }

  /** @param times on so many days, one after the other */
  put({ title = 'Dentist', start = at(0, '12:00'), ...said }: Wanted, times = 1, more: Partial<AgendaEntry> = {}) {
    const id = said.id ?? `ent_${++this.#ids}`
    const allDay = start.length === 10 || said.days !== undefined
    const from = Date.parse(`${start.slice(0, 16)}${allDay ? 'T00:00' : ''}Z`)
    const to = from + (allDay ? (said.days ?? 1) * DAY : (said.minutes ?? 60) * 60_000)
    const now = new Date().toISOString()
    const entry = {
      id,
      persona: juno.id,
      title,
      place: said.place ?? '',
      notes: '',
      attendees: [],
      start: textOf(from),
      end: textOf(to),
      zone: allDay ? null : zone,
      allDay,
      rule: times > 1 ? 'FREQ=DAILY' : (said.rule ?? null),
      dates: [],
      except: [],
      changed: [],
      reminders: [],
      free: false,
      trust: 'person' as const,
      source: { by: 'person' as const, conversation: null, message: null },
      reason: said.reason ?? '',
      revision: 1,
      at: now,
      updatedAt: now,
      times,
      ...more,
    }
    this.entries.set(id, entry)
    this.tell()
    return entry
  }

  /** The persona asks for something here. */
  ask(action: string, input: Record<string, unknown>): Approval {
    const approval: Approval = {
      id: `apr_${++this.#ids}`,
      persona: juno.id,
      conversation: 'cnv_1',
      message: 'msg_1',
      action,
      does: 'Change the agenda.',
      risk: 'write',
      input,
      status: 'pending',
      by: 'person',
      decided: null,
      tainted: false,
      reason: null,
      at: new Date().toISOString(),
      expires: new Date(Date.now() + DAY).toISOString(),
    }
    this.approvals.push(approval)
    this.tell()
    return approval
  }

  tell(): void {
    for (const tab of this.tabs)
      tab.tell('agenda.entry', { event: 'agenda.entry', stream: 'agenda', seq: 1, at: '', data: null })
  }

  #update({ id = '', start, minutes, title, days }: Wanted): object {
    const key = id.split('@')[0] ?? ''
    const old = this.entries.get(key) as AgendaEntry & { times: number }
    const long = Date.parse(`${old.end}Z`) - Date.parse(`${old.start}Z`)
    const from = Date.parse(`${(start ?? old.start).slice(0, 16)}${start?.length === 10 ? 'T00:00' : ''}Z`)
    const lasts = minutes === undefined ? (days === undefined ? long : days * DAY) : minutes * 60_000
    this.entries.set(key, { ...old, title: title ?? old.title, start: textOf(from), end: textOf(from + lasts) })
    this.#undo = () => this.entries.set(key, old)
    this.tell()
    return { entry: key, next: null, edit: 'edt_1', diff: [], conflicts: [] }
  }

  #between(from: string, to: string): AgendaOccurrence[] {
    const found = [...this.entries.values()].flatMap((entry) =>
      Array.from({ length: entry.times }, (_, index): AgendaOccurrence => {
        const [start, end] = [entry.start, entry.end].map((each) => Date.parse(`${each}Z`) + index * DAY) as [
          number,
          number,
        ]
        const recurs = entry.times > 1
        return {
          ...entry,
          id: recurs ? `${entry.id}@${textOf(start)}` : entry.id,
          entry: entry.id,
          start: instantOf(start),
          end: instantOf(end),
          startLocal: textOf(start),
          endLocal: textOf(end),
          zone: entry.zone ?? zone,
          recurs,
          changed: false,
        }
      }),
    )
    return found
      .filter(({ startLocal, endLocal }) => startLocal < to && endLocal >= from)
      .toSorted((a, b) => a.startLocal.localeCompare(b.startLocal))
  }
}
