/** Ordering: an imperative, and what is switched on and off. */
import { MOVED } from './forms.ts'
import { orderOf } from './orders.ts'
import { bareButLast, lower, make, namesIn, type Reader } from './wish.ts'
import { aboutIn } from './asking.ts'

const BOOKED =
  /^(?:add|schedule|book|arrange|organi[sz]e|pencil in|plan in|set up|fix|put in|make) (?:me )?(?:an? |the |another |my )?(?:\w+ )?(?:lunch|dinner|breakfast|brunch|coffee|drinks?|call|catch[- ]?up|chat|walk|haircut|massage|check-?up|session|lesson|class|training|practice|game|match|interview|review|workshop|rehearsal|visit|date|party|playdate|appointment|meeting|sync)\b/
/** What is to be done. */
export const ordering: Reader = (saying) => {
  const { first, core, body, low, when, known, listed, named } = saying
  if (first.endsWith('?') && /^(?:are|is|was|were|do|does|did|will|would|should)\b/.test(low) && !listed) return null
  const afresh = /^(?:start|begin|continue|run|use) (.{2,60}?) again$/.exec(lower(bareButLast(first)))
  if (afresh) return make(saying, ['resume'], 'order', afresh[1] ?? '')
  const muted = /^(?:un)?(?:mute|silence) (.{2,60})$/.exec(lower(core))
  if (muted)
    return make(saying, [core.startsWith('un') ? 'resume' : 'pause'], 'order', muted[1] ?? '', [
      'notification',
      ...named,
    ])
  const noted = /^note\b.*\b(?:white)?board\b/i.test(core)
  if (noted) return make(saying, ['draw'], 'order', body)
  const switched = /^(?:switch|turn) (.{2,60}?) (?:back )?(on|off)$/.exec(lower(core))
  if (switched) return make(saying, [switched[2] === 'on' ? 'resume' : 'pause'], 'order', switched[1] ?? '')
  const moved_ = MOVED.exec(low)
  if (moved_ && when.at !== null)
    return make(saying, ['change'], 'report', moved_[1] ?? '', namesIn(moved_[1] ?? '', saying))
  const ordered = orderOf(body, low, known)
  // "Book a haircut": something for the agenda, whose time is still to be said.
  if (
    ordered?.acts.includes('add') &&
    when.at === null &&
    BOOKED.test(low) &&
    namesIn(ordered.text, saying).length === 0
  )
    return make(saying, ['add'], 'order', ordered.text, ['agenda'])
  if (ordered && when.at !== null && /^show\b.*\bagain\b/i.test(first))
    return make(saying, ['snooze'], 'order', ordered.text)
  if (ordered)
    return make(saying, ordered.acts, 'order', ordered.text, ordered.nouns ?? namesIn(ordered.text, saying), {
      ...(ordered.to === undefined ? {} : { to: ordered.to }),
      ...aboutIn(ordered.text, known),
    })
  return undefined
}
