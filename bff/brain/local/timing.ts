/** Timing: what is to be said or done at a time, and what is put at another one. */
import { BRIEF, BY, REMIND, SET, SHIFTED, SHOULD, WAKE } from './forms.ts'
import { whenIn } from '../../language/when.ts'
import { HAVE, lower, make, namesIn, trim, type Reader } from './wish.ts'

/** A reminder, a brief, something that is to be at a time, or at another one. */
export const timing: Reader = (saying) => {
  const { first, core, body, low, when, now, about, isForget, recall } = saying
  const remind = REMIND.exec(low)
  if (remind && !(recall && /^remind me (?:what|who|where|when|which|how)\b/.test(low)))
    return / (?:again|of that .{1,30}again)\b/.test(low) && /notice|notification/.test(low)
      ? make(saying, ['snooze'], 'order', body.slice(remind[0].length))
      : make(saying, ['add'], 'remind', body.slice(remind[0].length), ['reminder'])
  const moved =
    /^(?:no|nope|sorry|actually|i mean(?:t)?|wait|rather)[,:.]? (?:(?:make|let's make|let us make) (?:it|that) |i mean(?:t)? |rather )?/i.exec(
      first,
    )
  if (
    moved &&
    when.at !== null &&
    lower(trim(whenIn(first.slice(moved[0].length), now).rest)).replace(/^(?:make (?:it|that)|i meant)$/, '') === ''
  )
    return make(saying, ['change'], 'order', 'it', [], { points: true })
  const shifted = when.at !== null ? SHIFTED.exec(low) : null
  if (shifted) return make(saying, ['change'], 'report', shifted[1] ?? '', namesIn(shifted[1] ?? '', saying))
  const by = about ? null : BY.exec(lower(core))
  if (by) return make(saying, ['change'], 'order', by[1] ?? '', namesIn(by[1] ?? '', saying))
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
  const should = SHOULD.exec(low)
  if (should && when.at !== null) return make(saying, ['change'], 'order', should[1] ?? '')
  if (
    when.at !== null &&
    /\b(?:from now on|instead)\b/i.test(first) &&
    namesIn(core, saying).length > 0 &&
    /^(?:send|give|make|do|have|remind)\b/i.test(low)
  )
    return make(saying, ['change'], 'order', body.replace(/^\w+ (?:me )?/, ''))
  const inner = /^(.{3,120}?),? (?:so )?(?:please )?remind me$/.exec(low)
  if (inner)
    return make(
      saying,
      ['add'],
      'remind',
      body.slice(0, inner[1]?.length).replace(/^i (?:have|need|must|ought) (?:to )?/i, ''),
      ['reminder'],
    )
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
    if (set && (/^(?:set|create|make|add|schedule|put|start|new|need|have|want|reminder|alarm)/.test(low) || when.at)) {
      const left = body.slice(set[0].length)
      if (!/^(?:s\b| (?:about|for) .{1,40} (?:say|to)\b)/.test(left))
        return make(saying, ['add'], 'remind', left, ['reminder'])
    }
    const brief = BRIEF.exec(low)
    if (brief && when.rule !== null && !/^(?:send|the)\b.*\bfrom now on/i.test(first))
      return make(saying, ['add'], 'remind', '', ['brief'])
  }

  // What is to be at a time.
  const isTimed = when.at !== null && when.hasTime && (when.hasDay || when.rule !== null)
  if (isTimed && !first.endsWith('?') && HAVE.test(body))
    return make(saying, ['add'], 'event', body.replace(HAVE, ''), ['agenda'])
  return undefined
}
