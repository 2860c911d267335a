/** Wishes: what a person wants done, read from the form of a sentence: the act, the thing, the words and the time. */
import { factsIn } from '../../memory/facts.ts'
import { writtenOut } from './clocks.ts'
import {
  ABLE,
  ABOUT,
  ASKING,
  BRIEF,
  BY,
  EVERY,
  FREE,
  HOSTILE,
  KEEP,
  LIST,
  NOT,
  MOVED,
  OPEN,
  PLACED,
  PLAN,
  POLITE,
  QUIET,
  RECALL,
  REMIND,
  REPORTS,
  RETELL,
  SEEK,
  SELF,
  SET,
  SHARED,
  SHIFTED,
  SHOULD,
  STATUS,
  SUGGEST,
  TAIL,
  TALE,
  THEN_IT,
  UNTELL,
  WAKE,
  WRONG,
} from './forms.ts'
import { actsOf } from './lexicon.ts'
import { unquoted } from './phrases.ts'
import { type Known, orderOf, thingsNamed } from './orders.ts'
import { hoursIn, leadIn, spanIn, zoneIn } from './spans.ts'
import { type When, whenIn } from './when.ts'

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
  readonly hours?: { readonly from: string; readonly to: string } | null
  /** One thing is looked for by its name. */
  readonly seeks?: boolean
  /** The words after "about". */
  readonly about?: string
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
    t = t
      .replace(/(?<![\s,:;–-])[\s,:;–-]+$/, '')
      .replace(/\s(?:on|at|by|from|for|to|the|and|starting|in|till|until)$/i, '')
  }
  return unquoted(t)
}
/** What stood before a time that was cut out. */
const loose = (text: string): string => trim(/^that /i.test(text) ? `(${text}` : text).replace(/^\(/, '')

/** "I have a …", said of what is to come. */
const HAVE =
  /^(?:(?:i|we)(?:['’]ve got| have got| have|['’]ve| got)(?! (?:to|been|had|done|finished)\b)|there (?:is|will be)|(?:i am|i['’]m|we are|we['’]re)(?= (?:meeting|seeing|having|visiting|going|playing|flying|watching)\b)) (?:an? |my |our )?/i
const POINTS = /\b(?:it|that|this|them|that one|this one|the same)\b/

/** Why a sentence asks for nothing, or what it asks for. */
const wishOf = (said: string, now: number, known: Known): Wish | null => {
  if (said.length > 1200 || HOSTILE.test(said)) return null
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

/** What holds from now on for the person: their time zone, the hours in which to leave them alone. */
const settingOf = (first: string, now: number, known: Known): Wish | null => {
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
/** "From 22 to 6": nobody is left alone until the evening, where nothing says so. */
const morning = (hours: { from: string; to: string }, low: string): { from: string; to: string } => {
  const isBare = /(?:to|until|till|and|-|–) ?[1-6](?::\d\d)?(?! ?[ap]\.?m|\d)/.test(low)
  const to = Number(hours.to.slice(0, 2))
  return isBare && hours.from >= '18' && to > 12 ? { ...hours, to: `0${to - 12}${hours.to.slice(2)}` } : hours
}

const plainWish = (said: string, now: number, known: Known): Wish | null => {
  const namesIn = (text: string): string[] => thingsNamed(text, known)
  const first = said.trim()
  const isForget = /^(?:please )?(?:don['’]t|do not) (?:let me forget|forget(?: that\b|:|,))/i.test(bare(first))
  const core = bare(first)
  const it = itIn(core, now, known)
  if (it) return it
  const untell = UNTELL.exec(lower(core))
  if (untell && known.verbs.has('preferences')) return untold(core.slice(untell[0].length), core, now, known)
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
  const retell = RETELL.exec(lower(bareButLast(first)))
  if (retell) return make(['resume'], 'order', retell[1] ?? '', ['notification'], { about: retell[1] ?? '' })

  // What there is time for.
  if (FREE.test(lower(core))) return make(['free'], 'list', body, [])
  if (SUGGEST.test(lower(core)) && !/\b(?:plans?|steps?|boards?|reminders?|notices?)\b/i.test(core))
    return make(['suggest'], 'list', body, [])
  if (SHARED.test(lower(core)) && /^who/i.test(core))
    return make(
      ['shares'],
      'list',
      core
        .replace(/^who(?:m|se)?(?: else)?(?: (?:is|are|can see|can edit|has access to))? /i, '')
        .replace(/ shared with$/i, ''),
    )

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
  const shifted = when.at !== null ? SHIFTED.exec(low) : null
  if (shifted) return make(['change'], 'report', shifted[1] ?? '', namesIn(shifted[1] ?? ''))
  const by = about ? null : BY.exec(lower(core))
  if (by) return make(['change'], 'order', by[1] ?? '', namesIn(by[1] ?? ''))
  const other = /\binstead\b/i.test(first) && when.at !== null ? low : null
  if (other !== null && !/^remind\b/.test(low))
    return make(
      ['change'],
      'order',
      body
        .replace(/^(?:move|change|shift|put|make|set|reschedule|have) /i, '')
        .replace(/ (?:is|are|should be|has to be)$/i, ''),
    )
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
    const set = / again\W*$/i.test(first) ? null : SET.exec(low)
    if (set && (/^(?:set|create|make|add|schedule|put|start|new|need|have|want|reminder|alarm)/.test(low) || when.at)) {
      const left = cut(set[0].length)
      if (!/^(?:s\b| (?:about|for) .{1,40} (?:say|to)\b)/.test(left)) return make(['add'], 'remind', left, ['reminder'])
    }
    const brief = BRIEF.exec(low)
    if (brief && when.rule !== null && !/^(?:send|the)\b.*\bfrom now on/i.test(first))
      return make(['add'], 'remind', '', ['brief'])
  }

  // What is to be at a time.
  const isTimed = when.at !== null && when.hasTime && (when.hasDay || when.rule !== null)
  if (isTimed && !first.endsWith('?') && HAVE.test(body))
    return make(['add'], 'event', body.replace(HAVE, ''), ['agenda'])

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
    !lower(core).startsWith('note the') &&
    !/^(?:note|write|jot).*\b(?:white)?board\b/i.test(core)
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
  if (/^what (?:did|have) (?:i|we) miss(?:ed)?\b|^what(?:['’]s| is) new$/i.test(core))
    return make(['list'], 'list', '', ['notification'])
  if (
    recall &&
    (!listed || named.length === 0 || /\bsaid about|told you|mention/.test(lower(core))) &&
    !named.some((one) =>
      /reminder|plan|chat|conversation|thread|agenda|calendar|meeting|appointment|event|notification|notice|inbox/.test(
        one,
      ),
    ) &&
    !(isOpenOn(core, when, now) || /^what did (?:i|we) miss\b/i.test(core))
  )
    return make(['search'], 'recall', recallBody(core), ['memory'])
  if (named.every((one) => /^(?:plans|schedule)$/.test(one)) && isOpenOn(core, when, now))
    return make(['list'], 'list', '', ['agenda', ...named])
  const seek = named.length === 0 ? SEEK.exec(lower(core)) : null
  if (seek && !/^(?:you|it|that|this|there|i|we|one|to)\b/.test(seek[1] ?? ''))
    return make(['list'], 'list', seek[1] ?? '', [], { seeks: true })
  if (about) return null
  const placed = when.at === null ? PLACED.exec(core) : null
  if (placed && !first.endsWith('?'))
    return make(['change'], 'place', placed[1] ?? '', namesIn(placed[1] ?? ''), {
      to: (placed[2] ?? '').replace(/^(?:in|at) /i, ''),
    })

  // How something stands.
  const marked = markedAs(core, known)
  if (marked)
    return make(['mark', marked.status], 'report', marked.text, namesIn(marked.text), { status: marked.status })
  const status = STATUS.exec(low)
  if (status && !(status[2] === 'off' && low.startsWith('put'))) {
    const word = status[2] === 'off' ? 'done' : statusOf(status[2] ?? '')
    return make([word], 'report', status[1] ?? '', namesIn(status[1] ?? ''))
  }
  for (const [pattern, act] of listed || /^\w+ (?:me|us)\b|^(?!the\b)[^:]{3,60}:/.test(low) ? [] : REPORTS) {
    const match = pattern.exec(low)
    if (match)
      return make([act.replace('?', '')], 'report', act === 'done?' ? low : (match[1] ?? ''), namesIn(match[1] ?? ''), {
        to: act,
      })
  }
  const goal = PLAN.exec(low)
  if (goal && !/^plan [ab](?:$| (?:is|was|failed|for|works)\b)/.test(low) && !(when.hasTime && low.startsWith('plan ')))
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
  const afresh = /^(?:start|begin|continue|run|use) (.{2,60}?) again$/.exec(lower(bareButLast(first)))
  if (afresh) return make(['resume'], 'order', afresh[1] ?? '')
  const muted = /^(?:un)?(?:mute|silence) (.{2,60})$/.exec(lower(core))
  if (muted)
    return make([core.startsWith('un') ? 'resume' : 'pause'], 'order', muted[1] ?? '', ['notification', ...named])
  const noted = /^note\b.*\b(?:white)?board\b/i.test(core)
  if (noted) return make(['draw'], 'order', body)
  const switched = /^(?:switch|turn) (.{2,60}?) (?:back )?(on|off)$/.exec(lower(core))
  if (switched) return make([switched[2] === 'on' ? 'resume' : 'pause'], 'order', switched[1] ?? '')
  const moved_ = MOVED.exec(low)
  if (moved_ && when.at !== null) return make(['change'], 'report', moved_[1] ?? '', namesIn(moved_[1] ?? ''))
  const ordered = orderOf(body, low, known)
  if (ordered && when.at !== null && /^show\b.*\bagain\b/i.test(said)) return make(['snooze'], 'order', ordered.text)
  if (ordered)
    return make(ordered.acts, 'order', ordered.text, ordered.nouns ?? namesIn(ordered.text), {
      ...(ordered.to === undefined ? {} : { to: ordered.to }),
      ...aboutIn(ordered.text, known),
    })
  if (anything) return make(['list'], 'list', core, named)
  if (listed && named.length > 0) {
    const isOn =
      /^(?:what(?:'s| is| are| do)|tell me|show|describe)\b.*\b(?:on|in|about)\b|^(?:where|how long|who)\b/i.test(core)
    return make(isOn ? ['list', 'look', 'read', 'get'] : ['list'], 'list', core, named, aboutIn(core, known))
  }
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
    return make(['add'], 'event', body.replace(HAVE, ''), ['agenda'])
  return null
}

/** "It", once it was said what: "…, put it in my calendar". */
const itIn = (core: string, now: number, known: Known): Wish | null => {
  const [, about = '', order = ''] = THEN_IT.exec(core) ?? []
  if (order === '' || /^(?:if|when|do|is|what|yes|no|should|don['’]t)\b/i.test(about)) return null
  const done = orderOf(order, lower(order), known)
  if (!done?.acts.some((act) => act === 'add' || act === 'remove')) return null
  const said = whenIn(about, now)
  const text = loose(said.rest).replace(
    /^(?:i|we) have (?:an? )?|^there (?:is|are) (?:an? )?|^(?:i|we) (?:can(?:['’]t|not)|won['’]t|will not|cannot|am not able to) (?:make it to|make|go to|attend|come to) /i,
    '',
  )
  const [when, nouns] = [said.at === null ? whenIn(core, now) : said, thingsNamed(order, known)]
  return { acts: done.acts, nouns, body: trim(text), when, form: 'order', points: false, whole: core }
}

/** A question for what there is on a day, with nothing else in it. */
const isOpenOn = (core: string, when: When, now: number): boolean =>
  ASKING.test(lower(core)) && spanIn(core, when, now, 14).said && lower(when.rest).replace(OPEN, '') === ''

/** Of "notices about plans" the plans. */
const aboutIn = (text: string, known: Known): { about?: string } => {
  const found = /^(.{2,60}?) (?:about|of|regarding|concerning) (.{2,80})$/i.exec(text)
  return found && thingsNamed(found[1] ?? '', known).length > 0 ? { about: found[2] ?? '' } : {}
}

const bareButLast = (text: string): string =>
  text
    .trim()
    .replace(POLITE, '')
    .replace(/[\s.!?]+$/, '')

/** "Stop telling me about plans": and about this, where nothing is named. */
const untold = (rest: string, core: string, now: number, known: Known): Wish | null => {
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

/** "Mark … as read", "I have read …", in the words that the tools have for how something stands. */
const markedAs = (core: string, known: Known): { text: string; status: string } | null => {
  const low = lower(core)
  const told =
    /^(?:mark|set|flag|declare|put) (.{1,80}?) (?:as |to |is |= )(not )?(\w+)$/.exec(low) ??
    /^(?:mark|flag) (.{1,80}?)() (\w+)$/.exec(low)
  if (told) {
    const [, text = '', not, value = ''] = told
    const status = not ? `un${value}` : value
    return known.values.has(status) ? { text, status } : null
  }
  const have = /^(?:i|we)(?:'ve| have)(?: already| now| just)? (\w+) (.{2,80})$/.exec(low)
  return have && known.values.has(have[1] ?? '') ? { text: have[2] ?? '', status: have[1] ?? '' } : null
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
  const whole = wishOf(text, now, known)
  // What is said of hours, and what comes before something, is one wish.
  if (whole && (whole.hours !== undefined || whole.zone !== undefined || whole.form === 'lead')) return [whole]
  const joints = [...text.matchAll(/(?:,? and (?:then |also )?|, then |; |(?<=[.!?]) (?:then |also )?)/gi)]
  for (const joint of joints) {
    const [left, right] = [text.slice(0, joint.index), text.slice(joint.index + joint[0].length)]
    const one = wishOf(left, now, known)
    if (!one) continue
    const goesOn = one.form === 'remind' && /^to \w/i.test(right) && one.when.at !== null
    const other = wishesOf(goesOn ? `remind me ${right}` : right, now, known)
    const [next, ...later] = other
    // "And remind me an hour before": of what was just said.
    if (
      next?.form === 'lead' &&
      next.points &&
      (one.acts.includes('add') || one.acts.includes('change')) &&
      one.form !== 'remind'
    )
      return [{ ...one, ...(next.lead === undefined ? {} : { lead: next.lead }) }, ...later]
    if (!next || (goesOn && next.when.at === null)) continue
    const isStrong =
      next.form === 'remind' ||
      next.form === 'list' ||
      (next.form === 'order' && (next.nouns.length > 0 || (one.form !== 'remind' && one.form !== 'state')))
    if (isStrong) return [one, ...other]
  }
  return whole ? [whole] : []
}
