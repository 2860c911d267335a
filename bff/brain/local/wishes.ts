/** Wishes: what a person wants done, read from the form of a sentence: the act, the thing, the words and the time. */
import { asking, listing } from './asking.ts'
import { ABLE, ABOUT, HOSTILE, HUMAN, LIST, NOT, RECALL, TALE, THEN_IT, UNTELL } from './forms.ts'
import { actsOf } from './lexicon.ts'
import { orderOf, thingsNamed, type Known } from './orders.ts'
import { mended } from './mending.ts'
import { leadIn } from '../../language/spans.ts'
import { whenIn } from '../../language/when.ts'
import { bare, loose, lower, POINTS, trim, type Reader, type Saying, type Wish } from './wish.ts'
import { settingOf, untold } from './holding.ts'
import { ordering } from './ordering.ts'
import { standing } from './standing.ts'
import { stating } from './stating.ts'
import { timing } from './timing.ts'

/** Why a sentence asks for nothing, or what it asks for. */
export const wishOf = (text: string, now: number, known: Known): Wish | null => {
  if (text.length > 1200 || HOSTILE.test(text)) return null
  const said = mended(text.trim())
  const setting = settingOf(said.trim(), now, known)
  if (setting) return setting
  const lead = leadIn(said)
  if (!lead) return plainWish(said, now, known)
  const { before, after, minutes, isVague } = lead
  if (NOT.test(bare(said)) || ABOUT.test(bare(said))) return null
  const isReminder = /^(?:(?:set|add|create|give me|make|put|i want|i need|can you|could you|please|and)\b ?)*$/i.test(
    before,
  )
  // "Remind me about the meeting half an hour before."
  const named =
    after === ''
      ? /^(?:remind|tell|alert|ping|nudge|warn|notify) me (?:about|of) (.{2,80})$/i.exec(bare(before))?.[1]
      : undefined
  if (isVague && !isReminder) return plainWish(said, now, known)
  if (isReminder || named !== undefined) {
    const body = trim(bare(named ?? after).replace(/^(?:the|my|our) /i, ''))
    const when = { ...whenIn('', now), rest: body }
    const points = body === '' || (named === undefined && POINTS.test(lower(after)))
    return {
      acts: ['change'],
      nouns: thingsNamed(body, known),
      body,
      when,
      form: 'lead',
      points,
      lead: minutes,
      whole: body,
    }
  }
  const wish = plainWish(`${before} ${after}`.trim(), now, known)
  return wish ? { ...wish, lead: minutes } : null
}

const readers: readonly Reader[] = [timing, stating, asking, standing, ordering, listing]

const plainWish = (said: string, now: number, known: Known): Wish | null => {
  const first = said.trim()
  const core = bare(first)
  const isForget = /^(?:please )?(?:don['’]t|do not) (?:let me forget|forget(?: that\b|:|,))/i.test(core)
  const it = itIn(core, now, known)
  if (it) return it
  const untell = UNTELL.exec(lower(core))
  if (untell && known.verbs.has('preferences')) return untold(core.slice(untell[0].length), core, now, known)
  if (core === '' || (NOT.test(core) && !isForget && !/^i (?:don['’]?t|do not) need\b/i.test(core))) return null
  if (TALE.test(core) && !core.startsWith('i was told')) return null
  if (/^["“«„'‘]/.test(core) || /\bquote\b[:,]|\bunquote\b/i.test(first)) return null
  if (known.verbs.has('handoff') && HUMAN.test(lower(core)))
    return {
      acts: ['handoff'],
      nouns: [],
      body: '',
      when: whenIn('', now),
      form: 'order',
      points: false,
      isHere: true,
      whole: core,
    }
  const named = thingsNamed(core, known)
  const anything = /^(?:does|is) (?:there )?anything\b/i.test(core) && named.length > 0
  const about = !anything && (ABOUT.test(core) || ABOUT.test(first) || (ABLE.test(first) && /s\s*\??$/.test(first)))
  const when = whenIn(core, now)
  const body = loose(when.rest)
  const listed = LIST.test(lower(core))
  const recall = RECALL.find((pattern) => pattern.test(lower(core)))
  const saying: Saying = {
    first,
    core,
    body,
    low: lower(body),
    when,
    now,
    known,
    about,
    anything,
    isForget,
    named,
    listed,
    recall,
  }
  for (const read of readers) {
    const wish = read(saying)
    if (wish !== undefined) return wish
  }
  return null
}

/** "It", once it was said what: "…, put it in my calendar". */
const itIn = (core: string, now: number, known: Known): Wish | null => {
  const [, about = '', order = ''] = THEN_IT.exec(core) ?? []
  if (order === '' || /^(?:if|when|do|is|what|yes|no|should|don['’]t|remind)\b/i.test(about)) return null
  const done = orderOf(order, lower(order), known)
  const belongs = thingsNamed(order, known)
  // To note something in a calendar is to add it there.
  const acts = /\bon hold$/i.test(order)
    ? ['pause', 'waiting']
    : belongs.length > 0 && done?.acts.includes('remember')
      ? ['add']
      : (done?.acts ?? [])
  if (!acts.some((act) => /^(?:add|remove|skipped|archive|pause|waiting)$/.test(act))) return null
  const said = whenIn(about, now)
  const text = loose(said.rest).replace(
    /^(?:i|we) (?:don['’]t|do not|no longer) (?:need|want) |^(?:i|we)(?:['’]ve| have)? already |^(?:i|we) have (?:an? )?|^there (?:is|are) (?:an? )?|^(?:i|we) (?:can(?:['’]t|not)|won['’]t|will not|cannot|am not able to) (?:make it to|make|go to|attend|come to) /i,
    '',
  )
  if (text === '') return null
  const [when, nouns] = [
    said.at === null ? whenIn(core, now) : said,
    belongs.length > 0 ? belongs : thingsNamed(about, known),
  ]
  return { acts, nouns, body: trim(text), when, form: 'order', points: false, whole: core }
}

/** Nothing is to be guessed from it. */
const unsaid = (said: string, known: Known): boolean => {
  const core = bare(said)
  return (
    /^(?:yes|no)\b/i.test(said) ||
    said.length > 300 ||
    thingsNamed(core, known).length === 0 ||
    HOSTILE.test(said) ||
    NOT.test(core) ||
    TALE.test(core) ||
    ABOUT.test(core) ||
    ABOUT.test(said) ||
    /["“”«»]/.test(said)
  )
}

/** What a sentence may want that has no form of its own: a verb somewhere, and a thing that is known here. Never enough to act on. */
export const vagueOf = (said: string, now: number, known: Known): Wish | null => {
  if (unsaid(said, known)) return null
  const core = bare(said)
  const nouns = thingsNamed(core, known)
  const words = lower(core).split(' ')
  const acts = words.flatMap((word, at) => (nouns.includes(word) ? [] : actsOf(words.slice(at).join(' ')).acts))
  return vague(acts, core, now, nouns)
}
const vague = (acts: readonly string[], core: string, now: number, nouns: string[]): Wish | null => {
  if (acts.length === 0) return null
  const when = whenIn(core, now)
  return { acts: [...new Set(acts)], nouns, body: trim(when.rest), when, form: 'order', points: false, whole: core }
}

const ASKED = ['list', 'look', 'get', 'read', 'shares']
const ANY = [
  'add',
  'change',
  'remove',
  'forget',
  'rename',
  'archive',
  'share',
  'unshare',
  'draw',
  'mark',
  'snooze',
  'done',
  'pause',
  'resume',
  'list',
  'look',
]
/** What it may want, where not even a verb says so. */
export const guessOf = (said: string, now: number, known: Known): Wish | null => {
  if (unsaid(said, known)) return null
  const core = bare(said)
  return vague(/\?\s*$/.test(said) ? ASKED : ANY, core, now, thingsNamed(core, known))
}

/** "Delete the rent reminder and the plants reminder": the verb is meant twice. */
const sameOf = (one: Wish, left: string, right: string, now: number, known: Known): Wish | null => {
  const core = bare(left)
  const { length } = actsOf(lower(core))
  if (one.form !== 'order' || one.acts.includes('add') || length === 0 || !/^(?:the|my|our) /i.test(right)) return null
  const same = wishOf(`${core.slice(0, length)} ${right}`, now, known)
  return same && same.nouns.length > 0 && same.form === 'order' ? same : null
}

/** Of a long text, so many places are looked at where it may fall apart. */
const TRIES = 40
/** A sentence that asks for several things, in pieces that each ask for one. */
export const wishesOf = (said: string, now: number, known: Known, tries = { left: TRIES }): Wish[] => {
  const text = said.slice(0, 4000).trim()
  const whole = wishOf(text, now, known)
  // What is said of hours, and what comes before something, is one wish.
  if (whole && (whole.hours !== undefined || whole.zone !== undefined || whole.form === 'lead')) return [whole]
  const joints = [...text.matchAll(/(?:,? and (?:then |also )?|, then |; |(?<=[.!?]) (?:then |also )?)/gi)]
  for (const joint of joints) {
    tries.left -= 1
    if (tries.left < 0) break
    const [left, right] = [text.slice(0, joint.index), text.slice(joint.index + joint[0].length)]
    const one = wishOf(left, now, known)
    if (!one) continue
    const goesOn =
      one.form === 'remind' &&
      one.when.at !== null &&
      (/^to \w/i.test(right) || /^(?:on|at|in|tomorrow|tonight|next|every|the) .{1,40}? to \w/i.test(right))
    const other = wishesOf(goesOn ? `remind me ${right}` : right, now, known, tries)
    const [next, ...later] = other
    // "And remind me an hour before": of what was just said.
    if (
      next?.form === 'lead' &&
      next.points &&
      (one.acts.includes('add') || one.acts.includes('change')) &&
      one.form !== 'remind'
    )
      return [{ ...one, ...(next.lead === undefined ? {} : { lead: next.lead }) }, ...later]
    if (!next) {
      const same = sameOf(one, left, right, now, known)
      if (same) return [one, same]
    }
    if (!next || (goesOn && next.when.at === null)) continue
    const isStrong =
      next.form === 'remind' ||
      next.form === 'list' ||
      (next.form === 'report' && one.form === 'report') ||
      (next.form === 'order' &&
        next.when.at !== null &&
        one.when.at !== null &&
        /^(?:please )?(?:add|book|schedule|put|block) /i.test(right)) ||
      (next.form === 'order' && (next.nouns.length > 0 || (one.form !== 'remind' && one.form !== 'state')))
    if (isStrong) return [one, ...other]
  }
  return whole ? [whole] : []
}
