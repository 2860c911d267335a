/** Standing: how something stands, where it is, and what is to be reached. */
import { PLACED, PLAN, REPORTS, STATUS } from './forms.ts'
import { type Known } from './orders.ts'
import { lower, make, namesIn, type Reader } from './wish.ts'

/** "The movers are booked", "the meeting is in room 4", "I want to learn Spanish". */
export const standing: Reader = (saying) => {
  const { first, core, body, low, when, known, listed, about } = saying
  if (about) return null
  const placed = when.at === null ? PLACED.exec(core) : null
  if (placed && !first.endsWith('?'))
    return make(saying, ['change'], 'place', placed[1] ?? '', namesIn(placed[1] ?? '', saying), {
      to: (placed[2] ?? '').replace(/^(?:in|at) /i, ''),
    })

  const there =
    when.at === null
      ? /^(?:it(?:['’]s| is| takes place| will be) (?:now )?)?(?:at|in) (?:the )?(\p{Lu}.{1,78}|.{0,40}\b(?:room|street|road|office|hall|floor|cafe|café|restaurant|park|station)\b.{0,30})$/u.exec(
          core,
        )
      : null
  if (there) return make(saying, ['change'], 'place', 'it', ['agenda'], { to: there[1] ?? '', points: true })

  // How something stands.
  const marked = markedAs(core, known)
  if (marked)
    return make(saying, ['mark', marked.status], 'report', marked.text, namesIn(marked.text, saying), {
      status: marked.status,
    })
  const status = STATUS.exec(low)
  if (status && !(status[2] === 'off' && low.startsWith('put'))) {
    const word = status[2] === 'off' ? 'done' : statusOf(status[2] ?? '')
    return make(saying, [word], 'report', status[1] ?? '', namesIn(status[1] ?? '', saying))
  }
  for (const [pattern, act] of listed || /^\w+ (?:me|us)\b|^(?!the\b)[^:]{3,60}:/.test(low) ? [] : REPORTS) {
    const match = pattern.exec(low)
    if (match)
      return make(
        saying,
        [act.replace('?', '')],
        'report',
        act === 'done?' ? low : (match[1] ?? ''),
        namesIn(match[1] ?? '', saying),
        {
          to: act,
        },
      )
  }
  const goal = PLAN.exec(low)
  if (goal && !/^plan [ab](?:$| (?:is|was|failed|for|works)\b)/.test(low) && !(when.hasTime && low.startsWith('plan ')))
    return make(
      saying,
      ['add'],
      'order',
      (goal[0].endsWith('learn') ? body.slice(goal[0].length - 5) : body.slice(goal[0].length))
        .replace(/^an? /i, '')
        .replace(/,? (?:make|draw up|create) (?:me )?a plan[^\n]*/i, '') || body,
      ['plan'],
    )
  const noun = /^(?:an? |the )?(?:new )?plan (?:for|to|about)\b/.exec(low)
  if (noun) return make(saying, ['add'], 'order', body.slice(noun[0].length), ['plan'])
  const making = /^(.{3,120}?),? (?:please )?(?:make|draw up|create) me a plan$/.exec(low)
  if (making)
    return make(
      saying,
      ['add'],
      'order',
      body.slice(0, making[1]?.length).replace(/^i (?:want|would like|need) to /i, ''),
      ['plan'],
    )
  return undefined
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
