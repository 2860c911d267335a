/** Orders: an imperative, read for its act, what it is done to, and what comes of it. */
import { actsApart, actsOf, isThing, THING } from './lexicon.ts'
import { plain } from './words.ts'

const WANTING = new RegExp(
  `^i want (this|our|the) ${THING} (?:to be )?(deleted|removed|archived|called|renamed)(?: (.+))?$`,
)
const TITLED = new RegExp(`^(?:the )?(?:title|name) of (.{2,60}?) (?:should be|is to be|shall be) (.+)$`)
const CALLED = new RegExp(`^((?:the |this |our |my )?(?:.{1,40} )?${THING})(?: as|:)? (.{1,120})$`, 'i')

/** The words that the tools themselves have: for what they deal with, and for what they do. */
export interface Known {
  readonly nouns: ReadonlySet<string>
  readonly verbs: ReadonlySet<string>
  /** Words for how something stands. */
  readonly values: ReadonlySet<string>
}

/** The general words for things that a text names. */
export const thingsNamed = (text: string, known: Known): string[] => [
  ...new Set(
    plain(text)
      .split(' ')
      .filter((word) => known.nouns.has(word) || isThing(word)),
  ),
]
const lower = (text: string): string => text.toLowerCase().replace(/[’‘`´]/g, "'")

export interface Order {
  acts: readonly string[]
  text: string
  nouns?: readonly string[]
  to?: string
}

/** An imperative: its act, what it is done to, and what comes of it. */
export const orderOf = (body: string, low: string, known: Known): Order | null => {
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
  const wanting = WANTING.exec(low)
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
  const title = TITLED.exec(low)
  if (title) return { acts: ['rename'], text: title[1] ?? '', to: body.slice(-(title[2]?.length ?? 0)) }
  const named = /^give (?:the )?(.{2,60}?) (?:the|a new|a) (?:title|name) (.{1,120})$/.exec(low)
  if (named) return { acts: ['rename'], text: named[1] ?? '', to: body.slice(-(named[2]?.length ?? 0)) }
  const off = /^(?:take|strike|cross|get) (.{2,60}?) (?:off|out of|from) (?:(?:my|the|our) )?(.{2,40})$/.exec(low)
  const from = off ? thingsNamed(off[2] ?? '', known) : []
  if (off && from.length > 0) return { acts: ['remove'], text: off[1] ?? '', nouns: from }
  const apart = actsApart(low)
  if (apart && !/\b(?:to|as|into)\b/.test(apart.object)) {
    const from = low.indexOf(apart.object)
    const text = `${body.slice(from, from + apart.object.length)}${body.slice(apart.length)}`
    if (
      apart.acts.some(
        (act) => act === 'change' || act === 'remove' || act === 'done' || act === 'add' || act === 'remember',
      )
    )
      return { acts: apart.acts, text: text.replace(/ (?:to|until|till|by|for)$/i, '') }
  }
  const found = actsOf(low)
  const [verb = ''] = low.split(' ', 1)
  if (found.acts.length === 0 && known.verbs.has(verb)) return { acts: [verb], text: body.slice(verb.length).trim() }
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
  else if (end.startsWith(' away')) acts.push('archive')
  else if (/^ back on|^ on$/.test(end) && /^(?:switch|turn)/.test(low)) acts.push('resume')
  else if (end.startsWith(' back') && /^(?:bring|get|put|take)/.test(low)) acts.push('restore')
  else if (end === ' off') acts.push(low.startsWith('put') ? 'snooze' : 'done')
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
  const it =
    /^(?:it|this|that)(?! (?:conversation|chat|thread|board|whiteboard|plan|reminder|meeting|appointment|one)\b)(?: as| to)? (?!off\b|out\b|back\b|up\b|down\b|in\b)(.{1,120})$/i.exec(
      text,
    )
  if (acts.includes('rename') && it && /^(?:call|name|title|rename)\b/.test(low))
    return { acts: ['rename', 'change'], text: 'it', to: it[1] ?? '' }
  const called = CALLED.exec(text)
  if (acts.includes('rename') && called && !into) return { acts, text: called[1] ?? '', to: called[2] ?? '' }
  if (into && !acts.includes('add') && !acts.includes('undo') && !acts.includes('remove'))
    return { acts, text: into[1] ?? '', to: into[2] ?? '', nouns: thingsNamed(into[1] ?? '', known) }
  return { acts, text }
}
