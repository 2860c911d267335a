/** Wishes: what a person wants done, read from the form of a sentence: the act, the thing, the words and the time. */
import { factsIn } from '../../memory/facts.ts'
import {
  ABLE,
  ABOUT,
  BRIEF,
  EVERY,
  HOSTILE,
  KEEP,
  LIST,
  NOT,
  PLAN,
  POLITE,
  RECALL,
  REMIND,
  REPORTS,
  SELF,
  SET,
  SHOULD,
  STATUS,
  TAIL,
  TALE,
  WAKE,
  WRONG,
} from './forms.ts'
import { actsOf } from './lexicon.ts'
import { unquoted } from './phrases.ts'
import { type Known, orderOf, thingsNamed } from './orders.ts'
import { type When, whenIn } from '../../language/when.ts'

export interface Wish {
  readonly acts: readonly string[]
  /** What it is about, in general words: reminder, plan, chat. */
  readonly nouns: readonly string[]
  /** The words that are left for a title, a text, or to find a thing by, as they were written. */
  readonly body: string
  readonly when: When
  /** How it was said, where the form says more than the act. */
  readonly form: 'order' | 'remind' | 'state' | 'list' | 'recall' | 'report' | 'event'
  /** "it", "that": what was spoken of before. */
  readonly points: boolean
  /** New words for what there is: "… to X". */
  readonly to?: string
  readonly whole: string
}

const lower = (text: string): string => text.toLowerCase().replace(/[’‘`´]/g, "'")
/** Courtesies around a request, off. */
export const bare = (text: string): string => {
  let t = text.trim().replace(/\s+/g, ' ')
  t = t.replace(POLITE, '').replace(/(?<![\s.!?])[\s.!?]+$/, '')
  for (let i = 0; i < 3; i += 1) t = t.replace(TAIL, '')
  return t.trim()
}
const trim = (text: string): string => {
  let t = text.replace(
    /^(?:[\s,:;–-]|\b(?:to|about|that|of|for|on|at|by|from|called|named|titled|saying|with)\b\s)+/i,
    '',
  )
  for (let before = ''; before !== t;) {
    before = t
    t = t.replace(/(?<![\s,:;–-])[\s,:;–-]+$/, '').replace(/\s(?:on|at|by|from|for|to|the|and|starting|in)$/i, '')
  }
  return unquoted(t)
}
/** What stood before a time that was cut out. */
const loose = (text: string): string => trim(/^that /i.test(text) ? `(${text}` : text).replace(/^\(/, '')

const POINTS = /\b(?:it|that|this|them|that one|this one|the same)\b/

/** Why a sentence asks for nothing, or what it asks for. */
const wishOf = (said: string, now: number, known: Known): Wish | null => {
  const namesIn = (text: string): string[] => thingsNamed(text, known)
  if (said.length > 1200 || HOSTILE.test(said)) return null
  const first = said.trim()
  const isForget = /^(?:please )?(?:don['’]t|do not) (?:let me forget|forget(?: that\b|:|,))/i.test(bare(first))
  const core = bare(first)
  if (core === '' || (NOT.test(bare(first)) && !isForget && !/^i (?:don['’]?t|do not) need\b/i.test(core))) return null
  const asks = lower(first)
  if (TALE.test(core) && !core.startsWith('i was told')) return null
  if (/^["“«„'‘]/.test(core) || /\bquote\b/.test(asks)) return null
  const anything = /^(?:does|is) (?:there )?anything\b/i.test(core) && namesIn(core).length > 0
  const about = !anything && (ABOUT.test(core) || ABOUT.test(first) || (ABLE.test(first) && /s\s*\??$/.test(first)))
  const when = whenIn(core, now)
  const body = loose(when.rest)
  const low = lower(body)
  const make = (
    acts: readonly string[],
    form: Wish['form'],
    text: string,
    nouns: readonly string[] = namesIn(text),
    more: Partial<Wish> = {},
  ): Wish => ({
    acts,
    nouns,
    body: trim(text),
    when,
    form,
    points: POINTS.test(lower(text)),
    whole: core,
    ...more,
  })
  const cut = (length: number): string => body.slice(length)

  // What is to be said or done at a time.
  const recall = RECALL.find((pattern) => pattern.test(lower(core)))
  const remind = REMIND.exec(low)
  if (remind && !(recall && /^remind me (?:what|who|where|when|which|how)\b/.test(low)))
    return / (?:again|of that .{1,30}again)\b/.test(low) && /notice|notification/.test(low)
      ? make(['snooze'], 'order', cut(remind[0].length))
      : make(['add'], 'remind', cut(remind[0].length), ['reminder'])
  const moved =
    /^(?:no|nope|sorry|actually|i mean(?:t)?|wait|rather)[,:.]? (?:(?:make|let's make|let us make) (?:it|that) |i mean(?:t)? |rather )?/i.exec(
      first,
    )
  if (
    moved &&
    when.at !== null &&
    lower(trim(whenIn(first.slice(moved[0].length), now).rest)).replace(/^(?:make (?:it|that)|i meant)$/, '') === ''
  )
    return make(['change'], 'order', 'it', [], { points: true })
  const should = SHOULD.exec(low)
  if (should && when.at !== null) return make(['change'], 'order', should[1] ?? '')
  const instead = /^(.{3,80}?) instead\b/.exec(low)
  if (instead && when.at !== null && !/^(?:move|change|shift|reschedule|make|put|set)\b/.test(low))
    return make(['change'], 'order', (instead[1] ?? '').replace(/^remind me (?:to |about )?/, ''), [])
  if (
    when.at !== null &&
    /\b(?:from now on|instead)\b/i.test(first) &&
    namesIn(core).length > 0 &&
    /^(?:send|give|make|do|have|remind)\b/i.test(low)
  )
    return make(['change'], 'order', body.replace(/^\w+ (?:me )?/, ''))
  const inner = /^(.{3,120}?),? (?:so )?(?:please )?remind me$/.exec(low)
  if (inner)
    return make(
      ['add'],
      'remind',
      body.slice(0, inner[1]?.length).replace(/^i (?:have|need|must|ought) (?:to )?/i, ''),
      ['reminder'],
    )
  const wake = WAKE.exec(low)
  if (wake && when.at !== null && !about) {
    const text = cut(wake[0].length)
    return make(['add'], 'remind', low.startsWith('wake') ? `wake up ${text.replace(/^ ?up\b/, '')}` : text, [
      /follow|check|get back/.test(wake[0]) ? 'followup' : 'reminder',
    ])
  }
  if (isForget && /let me forget/i.test(core))
    return make(['add'], 'remind', body.replace(/^.*?let me forget(?: to| about| that)?/i, ''), ['reminder'])
  if (!about) {
    const set = SET.exec(low)
    if (set && (/^(?:set|create|make|add|schedule|put|start|new|need|have|want|reminder|alarm)/.test(low) || when.at)) {
      const left = cut(set[0].length)
      if (!/^(?:s\b| (?:about|for) .{1,40} (?:say|to)\b)/.test(left)) return make(['add'], 'remind', left, ['reminder'])
    }
    const brief = BRIEF.exec(low)
    if (brief && when.rule !== null && !/^(?:send|the)\b.*\bfrom now on/i.test(first))
      return make(['add'], 'remind', '', ['brief'])
  }

  // What is put right, and what is told.
  const wrong = WRONG.exec(lower(first))
  if (wrong) {
    const text = bare(first.slice(wrong[0].length).replace(/^[\s,:]+/, ''))
    if (
      SELF.test(lower(text)) ||
      factsIn(text).length > 0 ||
      /^(?:she|he|it|they|that)(?:'s|'re| is| are)\b/.test(lower(text))
    )
      return make(['correct'], 'state', text, ['fact'], { when: { ...when, rest: text } })
  }
  const keep = isForget ? /^(?:don't|do not) forget(?:[,:]? that\b|\s*[:,])?/.exec(lower(core)) : KEEP.exec(lower(core))
  if (
    keep &&
    !about &&
    !/^(?:save|store|note|write down|note down) ?(?:the irony|as\b|file)/.test(lower(core)) &&
    !lower(core).startsWith('note the')
  )
    return make(['remember'], 'state', core.slice(keep[0].length), ['memory'])
  if (
    !about &&
    !first.endsWith('?') &&
    !/\bif\b/.test(low) &&
    (SELF.test(lower(core)) || factsIn(core).length > 0) &&
    !PLAN.test(lower(core)) &&
    !/^(?:i'm|i am) (?:done|working|giving|going)/.test(lower(core)) &&
    !/^my (?:schedule|rent)\b/.test(lower(core))
  )
    return make(['remember'], 'state', core, ['memory'], { when: { ...when, at: null } })

  // What is asked for to be seen.
  if (
    EVERY.test(lower(core)) &&
    /\b(?:me|facts|memory)\b/.test(lower(core)) &&
    !/^(?:forget|delete|erase|wipe|search|find|remove|recall)/.test(lower(core))
  )
    return make(['list'], 'list', '', ['memory'])
  const named = namesIn(core)
  const listed = LIST.test(lower(core))
  if (
    recall &&
    (!listed || named.length === 0 || /\bsaid about|told you|mention/.test(lower(core))) &&
    !named.some((one) => /reminder|plan|chat|conversation|thread|agenda|calendar/.test(one))
  )
    return make(['search'], 'recall', recallBody(core), ['memory'])
  if (about) return null

  // How something stands.
  const status = STATUS.exec(low)
  if (status) {
    const word = status[2] === 'off' ? 'done' : statusOf(status[2] ?? '')
    return make([word], 'report', status[1] ?? '', namesIn(status[1] ?? ''))
  }
  for (const [pattern, act] of listed ? [] : REPORTS) {
    const match = pattern.exec(low)
    if (match)
      return make([act.replace('?', '')], 'report', act === 'done?' ? low : (match[1] ?? ''), namesIn(match[1] ?? ''), {
        to: act,
      })
  }
  const goal = PLAN.exec(low)
  if (goal && !/^plan (?:b|a)\b/.test(low))
    return make(
      ['add'],
      'order',
      (goal[0].endsWith('learn') ? body.slice(goal[0].length - 5) : cut(goal[0].length))
        .replace(/^an? /i, '')
        .replace(/,? (?:make|draw up|create) (?:me )?a plan[^\n]*/i, '') || body,
      ['plan'],
    )
  const noun = /^(?:an? |the )?(?:new )?plan (?:for|to|about)\b/.exec(low)
  if (noun) return make(['add'], 'order', cut(noun[0].length), ['plan'])
  const making = /^(.{3,120}?),? (?:please )?(?:make|draw up|create) me a plan$/.exec(low)
  if (making)
    return make(['add'], 'order', body.slice(0, making[1]?.length).replace(/^i (?:want|would like|need) to /i, ''), [
      'plan',
    ])

  if (first.endsWith('?') && /^(?:are|is|was|were|do|does|did|will|would|should)\b/.test(low) && !listed) return null
  const ordered = orderOf(body, low, known)
  if (ordered)
    return make(
      ordered.acts,
      'order',
      ordered.text,
      ordered.nouns ?? namesIn(ordered.text),
      ordered.to === undefined ? {} : { to: ordered.to },
    )
  if (anything) return make(['list'], 'list', core, named)
  if (listed && named.length > 0) return make(['list'], 'list', core, named)
  if (/^(?:how far|what(?:'s| is) left)\b/.test(low)) return make(['list'], 'list', core, ['plan'])
  if (/^how(?:'s| is| are)\b.{2,60}\b(?:going|coming along|doing|progressing)$/.test(low))
    return make(['list'], 'list', core, ['plan'])
  if (/^what(?:'s| is| have you got)? (?:next|scheduled|planned|due)\b|^what have you got scheduled/.test(low))
    return make(['list'], 'list', core, ['schedule'])
  if (/^what (?:steps|tasks)\b/.test(low)) return make(['list'], 'list', core, ['plan'])
  if (
    when.hasTime &&
    (when.hasDay || when.rule !== null) &&
    body !== '' &&
    !first.endsWith('?') &&
    /^(?:i have |we have |there is )?/.test(low)
  )
    return make(['add'], 'event', body.replace(/^(?:i|we) have (?:an? )?/i, ''), ['agenda'])
  return null
}

const statusOf = (word: string): string =>
  /finish|complet|done/.test(word) ? 'done' : word === 'in progress' ? 'doing' : word

const recallBody = (core: string): string =>
  core
    .replace(
      /^(?:please |do you (?:remember|recall|know) |remind me |look up |recall |find (?:everything )?|search (?:your |my |the |our )?(?:memory|memories|notes) (?:for )?)/i,
      '',
    )
    .replace(
      /\b(?:did i tell you|what did i tell you|what i told you|did we say|we discussed|have i (?:ever )?mentioned|what i said) ?(?:about|on)?\b/gi,
      ' ',
    )
    .trim()

/** What a sentence may want that has no form of its own: a verb somewhere, and a thing that is known here. Never enough to act on. */
export const vagueOf = (said: string, now: number, known: Known): Wish | null => {
  const core = bare(said)
  const nouns = thingsNamed(core, known)
  if (
    /^(?:yes|no)\b/i.test(said) ||
    said.length > 300 ||
    nouns.length === 0 ||
    HOSTILE.test(said) ||
    NOT.test(core) ||
    TALE.test(core) ||
    ABOUT.test(core) ||
    ABOUT.test(said) ||
    /["“”«»]/.test(said)
  )
    return null
  const words = lower(core).split(' ')
  const acts = words.flatMap((word, at) => (nouns.includes(word) ? [] : actsOf(words.slice(at).join(' ')).acts))
  if (acts.length === 0) return null
  const when = whenIn(core, now)
  return { acts: [...new Set(acts)], nouns, body: trim(when.rest), when, form: 'order', points: false, whole: core }
}

/** A sentence that asks for several things, in pieces that each ask for one. */
export const wishesOf = (said: string, now: number, known: Known): Wish[] => {
  const text = said.slice(0, 4000).trim()
  const joints = [...text.matchAll(/(?:,? and (?:then |also )?|, then |; |(?<=[.!?]) (?:then |also )?)/gi)]
  for (const joint of joints) {
    const [left, right] = [text.slice(0, joint.index), text.slice(joint.index + joint[0].length)]
    const one = wishOf(left, now, known)
    if (!one) continue
    const goesOn = one.form === 'remind' && /^to \w/i.test(right) && one.when.at !== null
    const other = wishesOf(goesOn ? `remind me ${right}` : right, now, known)
    const [next] = other
    if (!next || (goesOn && next.when.at === null)) continue
    const isStrong =
      next.form === 'remind' ||
      next.form === 'list' ||
      (next.form === 'order' && (next.nouns.length > 0 || (one.form !== 'remind' && one.form !== 'state')))
    if (isStrong) return [one, ...other]
  }
  const one = wishOf(text, now, known)
  return one ? [one] : []
}
