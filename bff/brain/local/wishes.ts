/** Wishes: what a person wants done, read from the form of a sentence: the act, the thing, the words and the time. */
import { factsIn } from '../../memory/facts.ts'
import { actsOf, isThing, THING } from './lexicon.ts'
import { plain } from './words.ts'
import { type When, whenIn } from './when.ts'

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

const POLITE =
  /^(?:(?:hi|hello|hey|ok(?:ay)?|so|and|now|then|also|just|please|pls|well|oh|kindly|go ahead and|actually|(?:can|could|would|will) (?:you|we)(?: please| kindly)?|we (?:can|could)(?= (?:skip|drop|cancel|delete|remove|close|archive))|i(?:['’]d| would) like (?:you )?to(?= (?!learn|become|get|have))|i(?:['’]d| would) (?:like|love)(?= an? )|i (?:want|need) you to|you (?:can|may|could)|let['’]?s|we need|i need(?= an? )|i want(?= an? )|give me(?= an? ))[,:]?\s+)+/i
const TAIL =
  /(?:[,\s]+(?:please|pls|thanks|thank you|for me|now|right away|instead|too|again|then|with me|any ?more|from now on|while i['’]?m away|one))+\s*[.!?]*$/i
const NOT =
  /^(?:i(?:['’]d| would) rather|(?:please )?(?:do not|don['’]?t|never|no need|stop it|under no|not |nobody|leave |keep (?!in mind))|i (?:don['’]?t|do not|didn['’]?t|haven['’]?t|wouldn['’]?t|won['’]?t) (?!need|have to forget)|you (?:should(?:n['’]t| not)|must(?:n['’]t| not)|needn['’]t|don['’]t))/i
const ABOUT =
  /^(?:how (?!many\b|is\b|are\b|['’]?s\b|do i (?:take|like|drink)\b)|why\b|who (?!can|is my|['’]?s my)\w+ed\b|what (?:happens|does (?!my)|would|if)|should i|would you be able|is (?:it|there (?:a|an) way)|can (?:a|an|i|the|one)\b|are (?:reminders|you)|did you|have you ever|do you (?!remember|recall)|does\b|when did i ask|could you .{1,60} if\b)/i
/** "Can you set reminders?": of reminders in general. */
const ABLE = new RegExp(
  `^(?:can|could|do|will|would) you (?:also |even )?(?:be able to )?\\w+ (?:${THING.slice(3, -1)}|things)\\s*\\??$`,
  'i',
)
const TALE =
  /^(?:if |when(?:ever)? (?:it|he|she|they) |maybe|perhaps|he |she |they |the (?:sign|song|email|mail|word|film|article|phrase)|in the film|quote\b|translate|summari[sz]e this page|my (?:colleague|mum|mom|friend|boss) (?:said|says|always|wants|told|remembers)|i (?:read|remember|forgot|always|was|paid)\b)/i
const HOSTILE =
  /[{}<>]|^(?:system|assistant|developer|user|begin)\b.{0,20}[:,]?\s*(?:call|note|sure|tool)|\b(?:ignore|disregard|forget) (?:all |your |the )*(?:previous |prior |earlier )instructions|admin mode|tool[ _](?:call|output)|developer (?:note|mode)|^[a-z]+[._][a-z]+ |without asking/i

const lower = (text: string): string => text.toLowerCase().replace(/[’‘`´]/g, "'")
/** Courtesies around a request, off. */
export const bare = (text: string): string => {
  let t = text.trim().replace(/\s+/g, ' ')
  t = t.replace(POLITE, '').replace(/[\s.!?]+$/, '')
  for (let i = 0; i < 3; i += 1) t = t.replace(TAIL, '')
  return t.trim()
}
const trim = (text: string): string =>
  text
    .replace(/^(?:[\s,:;–-]|\b(?:to|about|that|of|for|on|at|by|from|called|named|titled|saying|with)\b\s)+/i, '')
    .replace(/(?:[\s,:;–-]|\s\b(?:on|at|by|from|for|to|the|and|starting|in)\b)+$/i, '')
    .replace(/^["'“”‘’«»„]+|["'“”‘’«»„]+$/g, '')
    .trim()

const REMIND =
  /^(?:(?:remind|nudge|ping|nag|alert|poke|buzz|prod) me(?: (?:again|please))?|i (?:need|want|have|'d like|would like) to be reminded|make me remember|make sure (?:that )?i (?:do not forget|don't forget|remember))\b/
const WAKE = /^(?:tell me (?:to|that)\b|wake me\b|let me know\b|check back with me|follow up with me|get back to me)/
const SET =
  /^(?:(?:set|create|make|add|schedule|put|start|new|need|have|want)(?: up)? )?(?:an? |the |new |my )*(?:(weekly|daily|monthly|yearly) )?(?:reminder|alarm|alert|timer)\b(?: (?:for me|set))?/
const BRIEF =
  /^(?:(?:give|send|make|set up|schedule|start|create|have) (?:me )?)?(?:an? |the |my )*(?:(?:daily|morning|evening|weekly) )*(?:brief(?:ing)?\b|brief me\b)/
const KEEP =
  /^(?:remember|don't forget|do not forget|keep in mind|bear in mind|note(?: to self| down)?|make a note|take a note|save|store|write down|jot down|commit|you should know|fyi|just so you know|for the record|memori[sz]e)\b(?: (?:for me|this|it|something|to memory|in memory|the following))*(?:[,:]? that\b|\s*[:,])?/
const SELF =
  /^(?:my \S.{1,80}? (?:is|are|was|has|expires|owes|lives|works|likes|hates|loves|goes|starts|plays|studies|speaks|turns|drives|wears|weighs|costs|ends|begins|opens|closes)\b|i(?:'m| am) (?:an? |allergic|vegetarian|vegan|married|left|right|from|called|based|lactose|colou?r|diabetic)|we (?:have|own) (?:an?|two|three|four|\d+) (?!question|problem|idea|plan|meeting|appointment)|we (?:live|moved) |i (?:prefer|like|love|hate|dislike|never eat|never drink|live|work|drive|have (?:two|three|four|a|an|one|\d+)\b(?! (?:question|problem|idea|job interview|meeting|appointment))|own|drink|eat|speak|travel|moved|can't hear)\b)/
const WRONG =
  /^(?:no|nope|actually|correct that|correction|that's (?:wrong|not right|incorrect)|you have .{1,40} wrong|you've got .{1,40} wrong|update your notes|please fix what you remember|fix what you remember|change what you know(?: about [^:,]{1,40})?|correct)\b[,:.]?\s*(?:i mean(?:t)?\s)?/
const RECALL = [
  /^(?:what|who|which|where|when|whose|how)(?:'s| is| are| was| were| do| did| have| would)?\b.{0,60}\b(?:my|i|me|mine)\b/,
  /^(?:what|when|where) did (?:we|i|you)\b/,
  /^(?:am i|have i|did i|do i (?:like|have an? allerg|prefer|live|work|own|drive|eat)|what did (?:i|we)|do you (?:remember|recall|know (?:my|(?:who|what|where|when|which) (?:my|i))))\b/,
  /^(?:search|look in|look through) (?:your |my |the |our )?(?:memory|memories|notes)\b/,
  /^(?:look up|recall|find|remind me) (?:what|who|where|when|which|how|everything (?:we|i))\b/,
]
const LIST = new RegExp(
  `^(?:(?:what|which|whose)(?:'s|'re| is| are| do| have| other)?|show(?: me| us)?|list|any|do (?:i|we|you) have|is there|are there|how many|when (?:is|are|do|will)|where do (?:we|i) stand|how (?:is|are|'s)|how's|tell me|give me|see|view|display|my|all|our|who|whom)\\b`,
)
const EVERY =
  /\b(?:everything|all|anything|what|facts|things)\b.{0,30}\b(?:you |your )?(?:know|remember|stored?|learned|learnt|memory|facts)\b(?! (?:about|of) (?!me\b))/
const PLAN =
  /^(?:my goal is to|help me (?:to )?plan|plan\b(?! (?:was|to be))|i(?:'d like| want| would like) to (?:learn|plan)\b|we need a plan|let's plan)\b/
const REPORTS: [RegExp, string][] = [
  [
    /^(?:the |my )?(.{2,60}?) (?:is|are|has been|have been|was|got) (?:now |all |finally |already )?(done|finished|complete|completed|ready)$/,
    'done',
  ],
  [
    /^(?:the |my )?(.{2,60}?) (?:is|are|has been|have been) (?:now |all |finally |already )?(\w{2,}ed|bought|made|written|sent|found|built|sold|chosen|taken|held|paid)$/,
    'done?',
  ],
  [/^(?:i|we)(?:'ve| have)? (?:now |just |already |finally )?(?:finished|completed|done) (.{2,60})$/, 'done'],
  [
    /^(?:i|we)(?:'ve| have)? (?:now |just |already |finally )?((?:\w{2,}ed|bought|made|wrote|written|sent|found|got|built|sold|chosen|chose|taken|told|held|read) .{2,60})$/,
    'done?',
  ],
  [/^(?:i'm|i am|we're|we are) (?:done|finished|through) with (.{2,60})$/, 'done'],
  [/^(?:i'm|i am|we're|we are) (?:now )?(?:working on|busy with|doing) (.{2,60})$/, 'doing'],
  [/^(?:i'm|i am|we're|we are) (?:giving up on|dropping|abandoning) (.{2,60})$/, 'dropped'],
]
const STATUS = new RegExp(
  `^(?:mark|set|flag|tick|check|put|declare)\\b (.{1,80}?)(?: (?:as|to|is|on))? (done|finished|complete|completed|doing|in progress|waiting|skipped|failed|dropped|off)$`,
)

const thingsNamed = (text: string): string[] => [...new Set(plain(text).split(' ').filter(isThing))]
const POINTS = /\b(?:it|that|this|them|that one|this one|the same)\b/

/** Why a sentence asks for nothing, or what it asks for. */
export const wishOf = (said: string, now: number, base?: string): Wish | null => {
  if (said.length > 1200 || HOSTILE.test(said)) return null
  const first = said.trim()
  const isForget = /^(?:please )?(?:don['’]t|do not) (?:let me forget|forget(?: that\b|:|,))/i.test(bare(first))
  const core = bare(first)
  if (core === '' || (NOT.test(bare(first)) && !isForget && !/^i (?:don['’]?t|do not) need\b/i.test(core))) return null
  const asks = lower(first)
  if (TALE.test(core) && !/^i was told/.test(core)) return null
  if (/^["“«„'‘]/.test(core) || /\bquote\b/.test(asks)) return null
  const anything = /^(?:does|is) (?:there )?anything\b/i.test(core) && thingsNamed(core).length > 0
  const about = !anything && (ABOUT.test(core) || ABOUT.test(first) || (ABLE.test(first) && /s\s*\??$/.test(first)))
  const when = whenIn(core, now, { base })
  const body = trim(when.rest)
  const low = lower(body)
  const make = (
    acts: readonly string[],
    form: Wish['form'],
    text: string,
    nouns: readonly string[] = thingsNamed(text),
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
  const should = new RegExp(
    `^(?:the |my )?(.{0,40}\\b${THING}\\b.{0,40}?) (?:should|must|has to|needs to|ought to) (?:be|come|go|run|start)\\b`,
  ).exec(low)
  if (should && when.at !== null) return make(['change'], 'order', should[1] ?? '')
  const instead = /^(.{3,80}?) instead\b/.exec(low)
  if (instead && when.at !== null && !/^(?:move|change|shift|reschedule|make|put|set)\b/.test(low))
    return make(['change'], 'order', (instead[1] ?? '').replace(/^remind me (?:to |about )?/, ''), [])
  if (
    when.at !== null &&
    /\b(?:from now on|instead)\b/i.test(first) &&
    thingsNamed(core).length > 0 &&
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
    return make(['add'], 'remind', /^wake/.test(low) ? `wake up ${text.replace(/^ ?up\b/, '')}` : text, [
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
    !/^note the/.test(lower(core))
  )
    return make(['remember'], 'state', core.slice(keep[0].length), ['memory'])
  if (
    !about &&
    !/\?$/.test(first) &&
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
  const named = thingsNamed(core)
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
    return make([word], 'report', status[1] ?? '', thingsNamed(status[1] ?? ''))
  }
  for (const [pattern, act] of listed ? [] : REPORTS) {
    const match = pattern.exec(low)
    if (match)
      return make(
        [act.replace('?', '')],
        'report',
        act === 'done?' ? low : (match[1] ?? ''),
        thingsNamed(match[1] ?? ''),
        { to: act },
      )
  }
  const goal = PLAN.exec(low)
  if (goal && !/^plan (?:b|a)\b/.test(low))
    return make(
      ['add'],
      'order',
      (/learn$/.test(goal[0]) ? body.slice(goal[0].length - 5) : cut(goal[0].length))
        .replace(/^an? /i, '')
        .replace(/,? (?:make|draw up|create) (?:me )?a plan.*$/i, '') || body,
      ['plan'],
    )
  const noun = /^(?:an? |the )?(?:new )?plan (?:for|to|about)\b/.exec(low)
  if (noun) return make(['add'], 'order', cut(noun[0].length), ['plan'])
  const making = /^(.{3,120}?),? (?:please )?(?:make|draw up|create) me a plan$/.exec(low)
  if (making)
    return make(['add'], 'order', body.slice(0, making[1]?.length).replace(/^i (?:want|would like|need) to /i, ''), [
      'plan',
    ])

  if (/\?$/.test(first) && /^(?:are|is|was|were|do|does|did|will|would|should)\b/.test(low) && !listed) return null
  const ordered = orderOf(body, low)
  if (ordered)
    return make(
      ordered.acts,
      'order',
      ordered.text,
      ordered.nouns ?? thingsNamed(ordered.text),
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
    !/\?$/.test(first) &&
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

interface Order {
  acts: readonly string[]
  text: string
  nouns?: readonly string[]
  to?: string
}

/** An imperative: its act, what it is done to, and what comes of it. */
const orderOf = (body: string, low: string): Order | null => {
  const no =
    /^(?:no more|i (?:don't|do not) need|stop (?:reminding me|telling me|sending me|remembering|nagging me)(?: to| that| about)?|you can stop (?:reminding|telling) me(?: to| about)?)\b/.exec(
      low,
    )
  if (no) {
    const forgets = /remembering/.test(no[0])
    const tells = /reminding|telling|nagging/.test(no[0])
    return {
      acts: [forgets ? 'forget' : 'remove'],
      text: body.slice(no[0].length),
      ...(forgets ? { nouns: ['memory'] } : tells ? { nouns: ['reminder'] } : {}),
    }
  }
  const wanting = new RegExp(
    `^i want (this|our|the) ${THING} (?:to be )?(deleted|removed|archived|called|renamed)(?: (.+))?$`,
  ).exec(low)
  if (wanting) {
    const [, , done = '', name = ''] = wanting
    const acts = done === 'archived' ? ['archive'] : /called|renamed/.test(done) ? ['rename'] : ['remove']
    return {
      acts,
      text: wanting[0].slice(7).split(' ').slice(0, 2).join(' '),
      ...(name ? { to: body.slice(-name.length) } : {}),
    }
  }
  const fresh = /^(?:a )?new (?:title|name) (?:for|of) (.{2,60}?)(?::| is) (.+)$/.exec(low)
  if (fresh) return { acts: ['rename'], text: fresh[1] ?? '', to: body.slice(-(fresh[2]?.length ?? 0)) }
  const title = new RegExp(`^(?:the )?(?:title|name) of (.{2,60}?) (?:should be|is to be|shall be) (.+)$`).exec(low)
  if (title) return { acts: ['rename'], text: title[1] ?? '', to: body.slice(-(title[2]?.length ?? 0)) }
  const named = /^give (?:the )?(.{2,60}?) (?:the|a new|a) (?:title|name) (.{1,120})$/.exec(low)
  if (named) return { acts: ['rename'], text: named[1] ?? '', to: body.slice(-(named[2]?.length ?? 0)) }
  const found = actsOf(low)
  if (found.acts.length === 0) return null
  const rest = body.slice(found.length)
  let text = rest.replace(/^(?: up| out| off)?\s*[:,]?\s*/, '')
  const acts = [...found.acts]
  // Particles that stand at the end: "put it on hold", "switch it back on".
  const end =
    / (?:away|on hold|back on|on|off|back(?: from .{1,20})?|out of the archive|to the archive|into the archive|in the archive|completely|for good|forever|hostage)$/.exec(
      lower(text),
    )?.[0] ?? ''
  if (/on hold/.test(end)) acts.push('pause')
  if (/archive/.test(end)) acts.push(/^(?:bring|get|take)/.test(low) ? 'restore' : 'archive')
  else if (/^ away/.test(end)) acts.push('archive')
  else if (/^ back on|^ on$/.test(end) && /^(?:switch|turn)/.test(low)) acts.push('resume')
  else if (/^ back/.test(end) && /^(?:bring|get|put|take)/.test(low)) acts.push('restore')
  else if (/^ off$/.test(end)) acts.push('done')
  if (end !== '') text = text.slice(0, text.length - end.length)
  const forgot =
    /\b(?:from|in) (?:your |my |the )?memory(?: of me)?$|^what (?:you know|you remember|i (?:told you|said))\b|^(?:your )?memory of me$|^(?:everything|all)(?: that)? you know|^the fact\b/.test(
      lower(text),
    )
  if (forgot && acts.includes('remove'))
    return {
      acts: ['forget'],
      text: text.replace(/ ?(?:from|in) (?:your |my |the )?memory(?: of me)?$/i, ''),
      nouns: ['memory'],
    }
  if (low.startsWith('forget')) return { acts: ['forget'], text, nouns: ['memory'] }
  const into = /^(.{1,80}?) (?:to|as|into|say|says|:) (.{1,200})$/.exec(text)
  const titled = /^(?:the )?(?:title|name|goal)(?: of (.{1,60}?))? (?:to|as|into) (.{1,200})$/i.exec(text)
  if (titled)
    return {
      acts: ['rename', 'change'],
      text: titled[1] ?? 'this conversation',
      to: titled[2] ?? '',
      ...(titled[1] ? {} : { nouns: ['chat'] }),
    }
  const called = new RegExp(`^((?:the |this |our |my )?(?:.{1,40} )?${THING})(?: as|:)? (.{1,120})$`, 'i').exec(text)
  if (acts.includes('rename') && called && !into) return { acts, text: called[1] ?? '', to: called[2] ?? '' }
  if (into && !acts.includes('add'))
    return { acts, text: into[1] ?? '', to: into[2] ?? '', nouns: thingsNamed(into[1] ?? '') }
  return { acts, text }
}

/** A sentence that asks for several things, in pieces that each ask for one. */
export const wishesOf = (said: string, now: number): Wish[] => {
  const text = said.slice(0, 4000).trim()
  const joints = [...text.matchAll(/(?:,? and (?:then |also )?|, then |; |(?<=[.!?]) (?:then |also )?)/gi)]
  for (const joint of joints) {
    const [left, right] = [text.slice(0, joint.index), text.slice(joint.index + joint[0].length)]
    const one = wishOf(left, now)
    if (!one) continue
    const goesOn = one.form === 'remind' && /^to \w/i.test(right) && one.when.at !== null
    const other = wishesOf(goesOn ? `remind me ${right}` : right, now)
    const [next] = other
    if (!next || (goesOn && next.when.at === null)) continue
    const isStrong =
      next.form === 'remind' ||
      next.form === 'list' ||
      (next.form === 'order' && (next.nouns.length > 0 || (one.form !== 'remind' && one.form !== 'state')))
    if (isStrong) return [one, ...other]
  }
  const one = wishOf(text, now)
  return one ? [one] : []
}
