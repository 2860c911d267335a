/** Timing: what is to be said or done at a time, and what is put at another one. */
import { UNEVENT, BRIEF, BY, REMIND, SET, SHIFTED, SHOULD, WAKE } from './forms.ts'
import { whenIn } from '../../language/when.ts'
import { HAVE, lower, make, namesIn, trim, type Reader } from './wish.ts'

const wordsOnly = (text: string): string => text.replace(/[^\p{L}\d]+/gu, ' ').trim()
/** Nothing but what stands before a time. */
const isBare = (text: string): boolean => /^(?:for|at|on|in|to|by)?$/i.test(wordsOnly(text))
const OWED = /^i (?:have|need|must|ought|got|should|am supposed)(?: got)? (?:to )?/i

/** A time with nothing around it: "4" is one too. */
const timeAlone = (text: string, now: number): ReturnType<typeof whenIn> =>
  whenIn(/^\d{1,2}(?::\d\d)?\W*$/.test(text) ? `at ${text}` : text, now)

const VISIT = /^(?:my|our|the) .{2,40}? (?:is|are) (?:visiting|coming|arriving|staying|in town|away|on holiday)\b/

/** A reminder, a brief, something that is to be at a time, or at another one. */
export const timing: Reader = (saying) => {
  const { first, core, body, low, when, now, about, isForget, recall } = saying
  const remind = REMIND.exec(low)
  // "Remind me at five instead": of what was just said.
  if (
    remind &&
    /\binstead\b/i.test(first) &&
    when.at !== null &&
    /^(?:of it|about it|instead)?$/.test(wordsOnly(low.slice(remind[0].length)))
  )
    return make(saying, ['change'], 'order', 'it', ['reminder'], { points: true })
  if (remind && !(recall && /^remind me (?:what|who|where|when|which|how)\b/.test(low)))
    return / (?:again|of (?:that|the|this) .{1,40}(?:notice|notification))\b/.test(low) &&
      /notice|notification/.test(low)
      ? make(saying, ['snooze'], 'order', body.slice(remind[0].length))
      : make(saying, ['add'], 'remind', body.slice(remind[0].length), ['reminder'])
  const moved =
    /^(?:(?:no|nope|sorry|oh|actually|i mean(?:t)?|wait|rather|oops|correction|better|hm+)[,:.]? ){1,3}(?:(?:make|let['’]?s (?:make|say)|let us make|say|can we (?:do|make)) (?:(?:it|that) )?|i mean(?:t)? |rather )?/i.exec(
      first,
    )
  if (
    moved &&
    lower(trim(timeAlone(first.slice(moved[0].length), now).rest)).replace(
      /^(?:make (?:it|that)|i meant|instead|it|that|then|better|please|at|on)$/,
      '',
    ) === '' &&
    (when.at !== null || timeAlone(first.slice(moved[0].length), now).at !== null)
  )
    return make(saying, ['change'], 'order', 'it', [], {
      points: true,
      ...(when.at === null
        ? { when: timeAlone(first.slice(moved[0].length), now), whole: `it to ${first.slice(moved[0].length)}` }
        : {}),
    })
  const shifted = when.at !== null ? SHIFTED.exec(low) : null
  if (shifted) return make(saying, ['change'], 'report', shifted[1] ?? '', namesIn(shifted[1] ?? '', saying))
  const by = about ? null : BY.exec(lower(core))
  if (by) return make(saying, ['change'], 'order', by[1] ?? '', namesIn(by[1] ?? '', saying))
  const should = SHOULD.exec(low)
  if (should && when.at !== null) return make(saying, ['change'], 'order', should[1] ?? '')
  const other = /\binstead\b/i.test(first) && when.at !== null ? low : null
  if (other !== null && !/^remind\b/.test(low))
    return make(
      saying,
      ['change'],
      'order',
      body
        .replace(/^(?:move|change|shift|put|make|set|reschedule|have) /i, '')
        .replace(/ (?:is|are|should be|has to be)$/i, ''),
    )
  if (
    when.at !== null &&
    /\b(?:from now on|instead)\b/i.test(first) &&
    namesIn(core, saying).length > 0 &&
    /^(?:send|give|make|do|have|remind)\b/i.test(low)
  )
    return make(saying, ['change'], 'order', body.replace(/^\w+ (?:me )?/, ''))
  // "…, remind me on the 27th": the day of the reminder is the one that is said with it.
  const [, duty = '', then = ''] =
    /^(.{3,200}?)[,.;]+ (?:so |please |and )*remind me ((?:on|at|in|tomorrow|tonight|this|next|every|the)\b.{1,60})$/i.exec(
      core,
    ) ?? []
  const at = then === '' ? null : whenIn(then, now)
  if (at && at.at !== null && isBare(at.rest))
    return make(saying, ['add'], 'remind', duty.replace(OWED, ''), ['reminder'], { when: at })
  const inner = /^(.{3,120}?),? (?:so )?(?:please )?remind me$/.exec(low)
  if (inner) return make(saying, ['add'], 'remind', body.slice(0, inner[1]?.length).replace(OWED, ''), ['reminder'])
  const wake = WAKE.exec(low)
  if (wake && when.at !== null && !about) {
    const text = body.slice(wake[0].length)
    return make(saying, ['add'], 'remind', low.startsWith('wake') ? `wake up ${text.replace(/^ ?up\b/, '')}` : text, [
      /follow|check|get back/.test(wake[0]) ? 'followup' : 'reminder',
    ])
  }
  if (isForget && /let me forget/i.test(core))
    return make(saying, ['add'], 'remind', body.replace(/^.*?let me forget(?: to| about| that)?/i, ''), ['reminder'])
  if (!about) {
    const set = / again\W*$/i.test(first) ? null : SET.exec(low)
    if (
      set &&
      (/^(?:set|create|make|add|schedule|put|start|new|need|have|want|reminder|alarm|an? )/.test(low) || when.at)
    ) {
      const said = body.slice(set[0].length)
      // An alarm says nothing but its time.
      const left = isBare(said) && when.at !== null ? (/\b(?:alarm|timer)\b/.test(set[0]) ? 'it is time' : said) : said
      if (!/^(?:s\b| (?:about|for) .{1,40} (?:say|to)\b)/.test(left))
        return make(saying, ['add'], 'remind', left, ['reminder'])
    }
    const brief = BRIEF.exec(low)
    if (brief && when.rule !== null && !/^(?:send|the)\b.*\bfrom now on/i.test(first))
      return make(saying, ['add'], 'remind', '', ['brief'])
  }

  // Who comes, and from when until when.
  if (when.at !== null && when.hasDay && !first.endsWith('?') && !UNEVENT.test(low) && VISIT.test(lower(core)))
    return make(saying, ['add'], 'event', body, ['agenda'])

  // What is to be at a time.
  const isTimed = when.at !== null && when.hasTime && (when.hasDay || when.rule !== null)
  if (isTimed && !first.endsWith('?') && HAVE.test(body) && !UNEVENT.test(low))
    return make(saying, ['add'], 'event', body.replace(HAVE, ''), ['agenda'])
  return undefined
}
