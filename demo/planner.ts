/** The planner: a week of classes to choose from, with the persona as the column beside it. */
import { account } from './account.ts'
import { h } from './dom.ts'
import { rail } from './rail.ts'
import { classes, days, type Class, type Level } from './studio.ts'

const find = (id: string) => document.getElementById(id)!
const levels: [level: Level | 'all', label: string][] = [
  ['all', 'Everyone'],
  ['new', 'Never thrown'],
  ['some', 'Some practice'],
  ['family', 'With a child'],
]

interface Session {
  of: Class
  from: string
  to: string
}

const on = (day: string): Session[] =>
  classes
    .flatMap((of) => of.sessions.filter((session) => session.day === day).map((session) => ({ ...session, of })))
    .sort((a, b) => a.from.localeCompare(b.from))

/** Morning, afternoon or evening: the row of the week it stands in. */
const part = (from: string) => (from < '12' ? 0 : from < '18' ? 1 : 2)

find('levels').append(
  ...levels.map(([level, label], index) =>
    h(
      'label',
      {},
      h('input', { type: 'radio', name: 'level', value: level, checked: index === 0, change: () => filter(level) }),
      h('span', {}, label),
    ),
  ),
)

find('week').append(
  ...days.map((day) =>
    h(
      'div',
      { class: 'day' },
      h('h2', {}, day),
      ...on(day).map((session) =>
        h(
          'label',
          { class: 'session', 'data-level': session.of.level, 'data-part': part(session.from) },
          h('input', {
            type: 'radio',
            name: 'session',
            checked: session.of.id === 'first-turn' && day === 'Saturday',
            change: () => choose(session, day),
          }),
          h(
            'span',
            {},
            h('time', {}, `${session.from}–${session.to}`),
            h('b', {}, session.of.name),
            h('small', {}, `€${session.of.price}`),
          ),
        ),
      ),
    ),
  ),
)

function filter(level: Level | 'all'): void {
  for (const one of document.querySelectorAll<HTMLElement>('.session'))
    one.classList.toggle('off', level !== 'all' && one.dataset['level'] !== level)
}

function choose({ of, from, to }: Session, day: string): void {
  find('chosen').replaceChildren(
    h(
      'header',
      {},
      h('div', {}, h('h2', {}, of.name), h('p', {}, `${day}, ${from} to ${to}`)),
      h('p', { class: 'price' }, h('b', {}, `€${of.price}`), h('small', {}, `per ${of.per}`)),
    ),
    h('p', {}, of.does),
    h(
      'dl',
      {},
      ...[
        ['For', of.suits],
        ['Places', String(of.places)],
        ['Bring', of.bring],
      ].flatMap(([term, words]) => [h('dt', {}, term!), h('dd', {}, words!)]),
    ),
    h(
      'p',
      { class: 'acts' },
      h(
        'button',
        { type: 'button', class: 'button', 'data-persona-ask': 'How are classes booked?' },
        'Ask how to book',
      ),
      h(
        'button',
        { type: 'button', class: 'text', 'data-persona-ask': `Is ${of.name} right for me?` },
        'Is it right for me?',
      ),
    ),
  )
}

choose(on('Saturday')[0]!, 'Saturday')

// On a phone the persona sits below the week: a question brings it into view.
find('chosen').addEventListener('click', (event) => {
  if ((event.target as Element).closest('[data-persona-ask]')) find('juno').scrollIntoView({ block: 'nearest' })
})
void account()
void rail('#juno')
