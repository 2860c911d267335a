/** The home page: the shelf and the classes from the studio's own facts, the widget floating above. */
import { account } from './account.ts'
import { h } from './dom.ts'
import { pot } from './pots.ts'
import { rail } from './rail.ts'
import { classes, hours, place, shelf } from './studio.ts'

const find = (id: string) => document.getElementById(id)!
const short = (day: string) => day.slice(0, 3)

find('pots').append(
  ...shelf.map((one) =>
    h(
      'li',
      {},
      pot(one.pot, one.glaze),
      h('div', { class: 'label' }, h('b', {}, one.name), h('span', {}, one.glaze), h('span', {}, `€${one.price}`)),
    ),
  ),
)

find('class-list').append(
  ...classes.map(({ name, suits, does, sessions, price, per }) =>
    h(
      'li',
      {},
      h('div', { class: 'what' }, h('h3', {}, name), h('p', {}, does)),
      h(
        'p',
        { class: 'when' },
        ...sessions.map(({ day, from, to }) => h('span', {}, `${short(day)} ${from}–${to}`)),
        h('small', {}, suits),
      ),
      h('p', { class: 'price' }, h('b', {}, `€${price}`), h('small', {}, `per ${per}`)),
      h(
        'button',
        {
          type: 'button',
          class: 'text',
          'data-persona-prefill': `I have a question about ${name}: `,
          'aria-label': `Ask about ${name}`,
        },
        'Ask',
      ),
    ),
  ),
)

find('place').append(
  `${place.street}, ${place.town}`,
  h('br'),
  place.tram,
  h('br'),
  h('a', { href: `mailto:${place.mail}` }, place.mail),
)
find('hours').append(...hours.flatMap(({ days, open }) => [h('dt', {}, days), h('dd', {}, open)]))

void account()
void rail(null)
