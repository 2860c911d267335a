/** Asking: what a person wants to see: what there is, what there is time for, what they once said. */
import { UNEVENT, ASKING, EVERY, FREE, OPEN, SEEK, SEEK_MINE, RETELL, SHARED, SUGGEST } from './forms.ts'
import { thingsNamed, type Known } from './orders.ts'
import { spanIn } from '../../language/spans.ts'
import { type When } from '../../language/when.ts'
import { bareButLast, HAVE, lower, make, type Reader } from './wish.ts'

/** A question for what there is. */
export const asking: Reader = (saying) => {
  const { first, core, body, when, now, known, named, listed, recall } = saying
  const retell = RETELL.exec(lower(bareButLast(first)))
  if (retell) return make(saying, ['resume'], 'order', retell[1] ?? '', ['notification'], { about: retell[1] ?? '' })

  if (
    /^(?:what(?:['’]s| is| do (?:we|i) have| stands)? (?:on|in) (?:it|there|that)|(?:show|open|look at|describe) (?:me )?(?:it|that|this))$/i.test(
      core,
    )
  )
    return make(saying, ['look', 'get', 'list', 'read'], 'list', 'it', [], { points: true })
  if (
    /^(?:how long|when|what time|where|who)(?:['’]s| is| does| will| do)? (?:it|that|this)(?: (?:be|take|last|start|begin|end|on|again|happen))?$/i.test(
      core,
    )
  )
    return make(saying, ['get', 'list'], 'list', 'it', ['agenda'], { points: true })
  if (/^(?:show|open|look at|see|describe|view)(?: me)? (?:the|my|this|that|our) (?:white)?board$/i.test(core))
    return make(saying, ['look', 'read'], 'list', core, ['board'])
  if (/^(?:what|which|show|how|list|tell me|see|my)\b.*\b(?:settings|preferences)\b/i.test(core))
    return make(
      saying,
      ['list', 'settings'],
      'list',
      core,
      [...named, ...(known.nouns.has('quiet') ? ['quiet'] : [])],
      { sets: true },
    )
  if (
    /^what(?:['’]s| is)? (?:coming )?next(?: for me| up)?$|^what (?:should|do|must) (?:i|we) (?:do|start with|begin with|tackle)(?: first| next)?$|^(?:how far|where) (?:are we|am i)(?: (?:now|with (?:it|that)))?$/i.test(
      core,
    )
  )
    return make(saying, ['list'], 'list', 'it', ['plan'], {
      points: true,
      or: make(saying, ['list'], 'list', '', ['agenda']),
    })

  // What there is time for.
  if (FREE.test(lower(core))) return make(saying, ['free'], 'list', body, [])
  if (SUGGEST.test(lower(core)) && !/\b(?:plans?|steps?|boards?|reminders?|notices?)\b/i.test(core))
    return make(saying, ['suggest'], 'list', body, [])
  if (SHARED.test(lower(core)) && /^who/i.test(core))
    return make(
      saying,
      ['shares'],
      'list',
      core
        .replace(/^who(?:m|se)?(?: else)?(?: (?:is|are|can see|can edit|has access to))? /i, '')
        .replace(/ shared with$/i, ''),
    )

  // What is asked for to be seen.
  if (
    EVERY.test(lower(core)) &&
    /\b(?:me|facts|memory)\b/.test(lower(core)) &&
    !/^(?:forget|delete|erase|wipe|search|find|remove|recall)/.test(lower(core))
  )
    return make(saying, ['list'], 'list', '', ['memory'])
  if (/^what (?:did|have) (?:i|we) miss(?:ed)?\b|^what(?:['’]s| is) new$/i.test(core))
    return make(saying, ['list'], 'list', '', ['notification'])
  const where =
    named.length === 0 && known.nouns.has('agenda') && !/\b(?:my|i|you|your|nearest)\b/i.test(core)
      ? /^where(?:['’]s| is| are) (?:the |our )?(.{2,60})$/.exec(lower(core))
      : null
  if (where)
    return make(saying, ['list'], 'list', where[1] ?? '', [], {
      seeks: true,
      or: make(saying, ['search'], 'recall', recallBody(core), ['memory']),
    })
  const mine =
    named.length === 0 || /^how long\b.*\b(?:meeting|appointment|event)\b/i.test(core)
      ? SEEK_MINE.exec(lower(core))
      : null
  const sought = mine?.slice(1).find(Boolean)
  // What is not in the agenda may have been told.
  if (sought !== undefined && !isOpenOn(core, when, now))
    return make(saying, ['list'], 'list', sought, [], {
      seeks: true,
      ...(recall ? { or: make(saying, ['search'], 'recall', recallBody(core), ['memory']) } : {}),
    })
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
    return make(saying, ['search'], 'recall', recallBody(core), ['memory'])
  if (named.every((one) => /^(?:plans|schedule)$/.test(one)) && isOpenOn(core, when, now))
    return make(saying, ['list'], 'list', '', ['agenda', ...named])
  const seek = named.length === 0 ? SEEK.exec(lower(core)) : null
  if (seek && !/^(?:you|it|that|this|there|i|we|one|to)\b/.test(seek[1] ?? ''))
    return make(saying, ['list'], 'list', seek[1] ?? '', [], { seeks: true })
  return undefined
}

/** A question that names what it is for, where nothing else was asked for. */
export const listing: Reader = (saying) => {
  const { first, core, body, low, when, known, anything, named, listed } = saying
  if (anything) return make(saying, ['list'], 'list', core, named)
  if (listed && named.length > 0) {
    const isOn =
      /^(?:what(?:'s| is| are| do)|tell me|show|describe)\b.*\b(?:on|in|about)\b|^(?:where|how long|who)\b/i.test(core)
    return make(saying, isOn ? ['list', 'look', 'read', 'get'] : ['list'], 'list', core, named, aboutIn(core, known))
  }
  if (/^(?:how far|what(?:'s| is) left)\b/.test(low)) return make(saying, ['list'], 'list', core, ['plan'])
  if (/^how(?:'s| is| are) (?:it|things|everything|life|you)\b/.test(low)) return null
  if (/^how(?:'s| is| are)\b.{2,60}\b(?:going|coming along|doing|progressing)$/.test(low))
    return make(saying, ['list'], 'list', core, ['plan'])
  if (/^what(?:'s| is| have you got)? (?:next|scheduled|planned|due)\b|^what have you got scheduled/.test(low))
    return make(saying, ['list'], 'list', core, ['schedule'])
  if (/^what (?:steps|tasks)\b/.test(low)) return make(saying, ['list'], 'list', core, ['plan'])
  if (
    when.hasTime &&
    (when.hasDay || when.rule !== null) &&
    body !== '' &&
    !UNEVENT.test(low) &&
    !first.endsWith('?') &&
    /^(?:i have |we have |there is )?/.test(low)
  )
    return make(saying, ['add'], 'event', body.replace(HAVE, ''), ['agenda'])
  return undefined
}

/** A question for what there is on a day, with nothing else in it. */
const isOpenOn = (core: string, when: When, now: number): boolean =>
  ASKING.test(lower(core)) && spanIn(core, when, now, 14).said && lower(when.rest).replace(OPEN, '') === ''

/** Of "notices about plans" the plans. */
export const aboutIn = (text: string, known: Known): { about?: string } => {
  const found = /^(.{2,60}?) (?:about|of|regarding|concerning) (.{2,80})$/i.exec(text)
  return found && thingsNamed(found[1] ?? '', known).length > 0 ? { about: found[2] ?? '' } : {}
}

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
