/** Holding: what holds for a person from now on: their time zone, when and of what they are not told. */
import { writtenOut } from '../../language/clocks.ts'
import { ABOUT, NOT, QUIET, TALE } from './forms.ts'
import { WORKING } from './frames.ts'
import { thingsNamed, type Known } from './orders.ts'
import { hoursIn, zoneIn } from '../../language/spans.ts'
import { whenIn } from '../../language/when.ts'
import { bare, lower, POINTS, type Wish } from './wish.ts'

/** What holds from now on for the person: their time zone, the hours in which to leave them alone. */
export const settingOf = (first: string, now: number, known: Known): Wish | null => {
  const low = lower(first)
  const core = bare(first)
  const base = { body: '', when: { ...whenIn('', now), rest: '' }, points: false, whole: core }
  const isQuestion = /^(?:what|which|when|do i|are|is|how|show|tell me (?:what|which)|list)\b/.test(lower(core))
  if (/\btime ?zones?\b/.test(low) && known.nouns.has('zone') && first.length < 200 && !ABOUT.test(core)) {
    const zone = zoneIn(first)
    if (zone !== null && !isQuestion && !NOT.test(core))
      return { ...base, acts: ['change', 'settings'], nouns: ['zone'], form: 'order', zone }
    return isQuestion ? { ...base, acts: ['list', 'settings'], nouns: ['zone'], form: 'list' } : null
  }
  const work = WORK.exec(lower(core))
  if (work && known.nouns.has(WORKING) && core.length < 120 && !isQuestion) {
    const hours = hoursIn(writtenOut(`from ${(work[1] ?? '').replace(/^(?:from|between|now) /, '')}`, now))
    if (hours) return { ...base, acts: ['change'], nouns: [WORKING], form: 'order', hours: byDay(hours) }
  }
  if (!QUIET.test(low) || !known.nouns.has('quiet') || first.length > 200 || TALE.test(core)) return null
  const hours = hoursIn(writtenOut(low, now))
  if (hours && !ABOUT.test(core))
    return { ...base, acts: ['change'], nouns: ['quiet'], form: 'order', hours: morning(hours, low) }
  if (!/\bquiet (?:hours?|times?)\b/.test(low)) return null
  if (
    /^(?:turn off|switch off|remove|delete|no|stop|end|cancel|disable|drop|clear|without|get rid of)\b/.test(
      lower(core),
    )
  )
    return { ...base, acts: ['change'], nouns: ['quiet'], form: 'order', hours: null }
  return isQuestion ? { ...base, acts: ['list', 'settings'], nouns: ['quiet'], form: 'list' } : null
}
/** When a person may be asked for. */
const WORK =
  /^(?:(?:set|change|make|put|update) )?(?:my|our) (?:working|work|office|business|available) (?:hours|day|times?)(?: (?:are|is|to|as|will be|run|go|should be))?:? ((?:from |between |now )?.{3,40})$/
/** From nine to five is over in the afternoon. */
const byDay = ({ from, to }: { from: string; to: string }): { from: string; to: string } => {
  const [a, b] = [Number(from.slice(0, 2)), Number(to.slice(0, 2))]
  return b <= a && b < 12 ? { from, to: `${b + 12}${to.slice(2)}` } : { from, to }
}
/** "From 22 to 6": nobody is left alone until the evening, where nothing says so. */
const morning = (hours: { from: string; to: string }, low: string): { from: string; to: string } => {
  const isBare = /(?:to|until|till|and|-|–) ?[1-6](?::\d\d)?(?! ?[ap]\.?m|\d)/.test(low)
  const to = Number(hours.to.slice(0, 2))
  return isBare && hours.from >= '18' && to > 12 ? { ...hours, to: `0${to - 12}${hours.to.slice(2)}` } : hours
}

/** "Stop telling me about plans": and about this, where nothing is named. */
export const untold = (rest: string, core: string, now: number, known: Known): Wish | null => {
  const text = rest.trim()
  if (/^(?:what|how|that i|if|who|to)\b/i.test(text)) return null
  const nouns = thingsNamed(text, known)
  const base = { body: text, when: { ...whenIn('', now), rest: text }, form: 'order' as const, whole: core }
  return {
    ...base,
    acts: ['pause'],
    nouns: ['notification', ...nouns],
    points: POINTS.test(lower(text)) || text === '',
    about: text,
  }
}
