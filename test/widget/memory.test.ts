/** The panel of memory, and the small numbers in answers: what is known, where from, put right, forgotten, taken along. */
import type { Fact, Recollection } from '../../bff/api.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { grouped } from '../../widget/memory/facts.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { inside, opened, Peer, until } from './stage.ts'

const at = '2026-02-03T09:00:00.000Z'
const factOf = (change: Partial<Fact>): Fact => ({
  id: 'fct_1',
  persona: 'per_1',
  subject: 'me',
  attribute: 'drink',
  value: 'tea',
  text: 'I like tea.',
  core: false,
  trust: 'person',
  author: 'vis:1',
  message: null,
  conversation: null,
  turn: null,
  since: at,
  until: null,
  confirmed: at,
  ...change,
})
const recollection = (change: Partial<Recollection>): Recollection => ({
  id: 'msg_9',
  kind: 'turn',
  text: 'We met in Lisbon.',
  at,
  speaker: 'person',
  trust: 'person',
  message: null,
  conversation: null,
  ref: null,
  session: null,
  until: null,
  ...change,
})

const remembering = (facts: Fact[]) => {
  const peer = new Peer()
  peer.families = ['chat', 'memory']
  peer.scopes = ['chat:read', 'chat:write', 'memory:read', 'memory:write']
  let known = facts
  peer.answers['memory.list'] = ({ past }) => ({
    facts: known.filter(({ until }) => past || until === null),
    before: null,
  })
  peer.answers['memory.correct'] = ({ fact, text }) => {
    known = known.map((each) => (each.id === fact ? { ...each, text } : each))
    return { fact }
  }
  peer.answers['memory.forget'] = ({ fact, everything }) => {
    const gone = known.filter(({ id }) => everything || id === fact)
    known = known.filter((each) => !gone.includes(each))
    return { receipt: 'fgt_1', at, facts: gone.length, turns: 0, messages: everything ? 3 : 0 }
  }
  peer.answers['memory.export'] = ({ after }) =>
    after === undefined ? { facts: known, turns: [], after: 'x' } : { facts: [], turns: [{ id: 'trn_1' }], after: null }
  peer.answers['memory.search'] = ({ query }) => ({
    found: query === 'nothing' ? [] : [recollection({ message: 'msg_1', conversation: 'cnv_1' })],
  })
  return peer
}

const facts = [
  factOf({ core: true }),
  factOf({ id: 'fct_2', subject: 'sister', text: 'My sister is called Ana.', trust: 'persona' }),
  factOf({ id: 'fct_3', text: 'Pay at evil.example.', trust: 'outside', turn: 'trn_1' }),
  factOf({ id: 'fct_4', text: 'I live in Rome.', until: '2026-03-03T09:00:00.000Z' }),
]

const shown = async (list: Fact[] = facts, peer = remembering(list)) => {
  peer.seed('Then', { role: 'person', text: 'We met in Lisbon.' }, { text: 'Noted.' })
  const [said] = [...peer.messages.values()]
  peer.answers['memory.list'] &&= ((before) => (input: unknown) => {
    const answer = before(input) as { facts: Fact[] }
    return {
      ...answer,
      facts: answer.facts.map((fact) =>
        fact.id === 'fct_1' ? { ...fact, message: said?.id ?? null, conversation: said?.conversation ?? null } : fact,
      ),
    }
  })(peer.answers['memory.list'])
  const element = await opened(peer)
  await element.open('memory')
  await until(() => inside(element, '.sheet .item, .sheet .sheet-empty'))
  return { peer, element, text: () => inside(element, '.sheet')?.textContent?.replace(/\s+/g, ' ') ?? '' }
}

const submit = (element: PersonaWidget, text: string): void => {
  const field = inside(element, '.editing textarea') as HTMLTextAreaElement
  field.value = text
  field.form?.requestSubmit()
}

describe('The panel of memory', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('persona-widget')) element.remove()
    sessionStorage.clear()
    document.documentElement.dir = ''
  })

  it('is there only where the backend grants it, and is fetched when it is first shown', async () => {
    equal(inside(await opened(), '.tabs'), null)
    const element = await opened(remembering(facts))
    equal(
      [...element.renderRoot.querySelectorAll('.tabs button')].map((tab) => tab.textContent?.trim()),
      ['Chat', 'Memory'],
    )
    equal(inside(element, '.sheet'), null)
  })

  it('groups what is known: the person first, words of others last', () => {
    equal(
      grouped(facts).map(([subject, own]) => [subject, own.length]),
      [
        ['', 2],
        ['sister', 1],
        ['\uffff', 1],
      ],
    )
  })

  it('says of each fact when, whose word it is, and where it was said', async () => {
    const { element, text } = await shown()
    for (const words of ['I like tea. You said so', 'since 3 February', 'Always in mind', 'Noted by Juno'])
      ok(text().includes(words) || text().includes(words.replace('3 February', 'February 3')), `${words}: ${text()}`)
    ok(text().includes('From words of others') && text().includes('From an imported conversation'))
    ok(!text().includes('Rome'))
    inside(element, '.tick input')?.click()
    await until(() => text().includes('I live in Rome.') && text().includes('until'))
  })

  it('opens the message that a fact comes from', async () => {
    const { element } = await shown()
    inside(element, '.item .link')?.click()
    await until(() => element.view === 'chat' && element.shadowRoot?.activeElement?.matches('article.person'))
    ok(element.shadowRoot?.activeElement?.textContent?.includes('We met in Lisbon.'))
  })

  it('corrects a fact in its place, and gives the focus back', async () => {
    const { peer, element, text } = await shown()
    inside(element, '[data-item=fct_1] .to-correct')?.click()
    await until(() => element.shadowRoot?.activeElement?.matches('.editing textarea'))
    submit(element, 'I like coffee.')
    await until(() => text().includes('I like coffee.') && inside(element, '.editing') === null)
    equal(peer.named('memory.correct')[0]?.input, { fact: 'fct_1', text: 'I like coffee.' })
    await until(() => element.shadowRoot?.activeElement?.matches('[data-item=fct_1] .to-correct'))
  })

  it('forgets one fact after asking, with a receipt', async () => {
    const { peer, element, text } = await shown()
    inside(element, '[data-item=fct_2] .to-forget')?.click()
    await until(() => element.shadowRoot?.activeElement?.matches('.editing .muted'))
    equal(peer.named('memory.forget').length, 0)
    inside(element, '.editing .danger')?.click()
    await until(() => inside(element, '.receipt'))
    ok(text().includes('Forgotten for good: 1 fact.') && text().includes('fgt_1') && !text().includes('Ana'))
  })

  it('forgets everything only after asking', async () => {
    const { element, text } = await shown()
    inside(element, '.to-forget-all')?.click()
    await until(() => inside(element, '.ask-all'))
    ok(text().includes('every word of your conversations'))
    inside(element, '.ask-all .danger')?.click()
    await until(() => text().includes('4 facts, 3 messages') && text().includes('Nothing yet.'))
  })

  it('searches what was said', async () => {
    const { peer, element, text } = await shown()
    const field = inside(element, '.find input') as HTMLInputElement
    const look = (query: string): void => {
      field.value = query
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    look('lisb')
    look('lisbon')
    await until(() => text().includes('1 result') && text().includes('We met in Lisbon.'))
    equal(
      peer.named('memory.search').map(({ input }) => input.query),
      ['lisbon'],
    )
    look('nothing')
    await until(() => text().includes('Nothing like that'))
    look('')
    await until(() => text().includes('I like tea.'))
  })

  it('saves everything as a file', async () => {
    const { element } = await shown()
    const blobs: Blob[] = []
    const real = URL.createObjectURL
    URL.createObjectURL = (blob) => (blobs.push(blob as Blob), 'blob:none')
    try {
      ;[...element.renderRoot.querySelectorAll<HTMLElement>('.sheet-acts .text')]
        .find((each) => each.textContent?.includes('Save as a file'))
        ?.click()
      await until(() => blobs.length === 1)
    } finally {
      URL.createObjectURL = real
    }
    const whole = JSON.parse((await blobs[0]?.text()) ?? '') as { facts: Fact[]; turns: unknown[] }
    equal([whole.facts.length, whole.turns.length], [4, 1])
  })

  it('follows what other tabs do', async () => {
    const peer = remembering(facts)
    const { text } = await shown(facts, peer)
    peer.answers['memory.list'] = () => ({ facts: [factOf({ text: 'I like water.' })], before: null })
    peer.tell('memory.fact', { event: 'memory.fact', stream: 'memory', seq: 1, at, data: null })
    await until(() => text().includes('I like water.'))
  })

  it('says that it could not be loaded, and tries again', async () => {
    const peer = remembering(facts)
    peer.faults = [{ name: 'memory.list', how: 'refused' }]
    const { element, text } = await shown(facts, peer)
    ok(text().includes('could not be loaded'))
    inside(element, '.sheet-empty .solid')?.click()
    await until(() => text().includes('I like tea.'))
  })

  it('shows nothing to do to whoever may only read', async () => {
    const peer = remembering(facts)
    peer.scopes = ['chat:read', 'memory:read']
    const { element } = await shown(facts, peer)
    equal(inside(element, '.to-forget, .to-correct, .to-forget-all'), null)
  })

  const scenes: Record<string, (element: PersonaWidget) => unknown> = {
    full: () => {},
    correcting: (element) => inside(element, '.to-correct')?.click(),
    'forgetting all': (element) => inside(element, '.to-forget-all')?.click(),
  }
  for (const [name, scene] of Object.entries(scenes))
    for (const [theme, dir] of [
      ['light', 'ltr'],
      ['dark', 'ltr'],
      ['light', 'rtl'],
    ] as const)
      it(`is accessible: ${name} ${theme} ${dir}`, async () => {
        document.documentElement.dir = dir
        const { element } = await shown()
        element.theme = theme
        document.body.style.background = theme === 'dark' ? '#111' : '#fff'
        inside(element, '.tick input')?.click()
        await until(() => inside(element, '.over'))
        scene(element)
        await element.updateComplete
        await clean(element)
      })
})

describe('Citations', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('persona-widget')) element.remove()
    sessionStorage.clear()
  })

  const citing = async () => {
    const peer = remembering([])
    peer.seed('Old', { role: 'person', text: 'I like tea.' }, { text: 'Noted.' })
    const [said] = [...peer.messages.values()]
    peer.seed(
      'New',
      { role: 'person', text: 'What do I like?' },
      {
        text: 'You like tea [m:fct_1], and **Lisbon** [m:trn_1]. Tea [m:fct_1], not this [m:fct_gone], nor that [m:made_up].',
      },
    )
    peer.answers['memory.sources'] = ({ ids }) => ({
      found: [
        recollection({
          id: 'fct_1',
          kind: 'fact',
          message: said?.id ?? null,
          conversation: said?.conversation ?? null,
        }),
        recollection({ id: 'trn_1', trust: 'outside' }),
      ].filter(({ id }) => ids.includes(id)),
    })
    const element = await opened(peer)
    await until(() => inside(element, '.cite sup'))
    return { peer, element, text: () => inside(element, '.message:last-child .words')?.textContent ?? '' }
  }
  const marks = (element: PersonaWidget) => [...element.renderRoot.querySelectorAll<HTMLElement>('.cite sup')]

  it('are small numbers, the same for the same source; what nothing is known by is dropped', async () => {
    const { peer, element } = await citing()
    equal(
      marks(element).map((mark) => mark.textContent?.trim()),
      ['1', '2', '1'],
    )
    const words = [...element.renderRoot.querySelectorAll('.words')].at(-1)?.textContent?.replace(/\s+/g, ' ')
    ok(!words?.includes('m:') && words?.includes('not this, nor that.'), words)
    equal(
      peer.named('memory.sources').map(({ input }) => input.ids),
      [['fct_1', 'trn_1', 'fct_gone']],
    )
    ok(marks(element)[0]?.getAttribute('aria-label')?.startsWith('Source 1: You said so'))
    await clean(element)
  })

  it('open the message they come from, in its conversation', async () => {
    const { element } = await citing()
    marks(element)[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await until(() => element.shadowRoot?.activeElement?.matches('article.person'))
    ok(element.shadowRoot?.activeElement?.textContent?.includes('I like tea.'))
  })

  it('show on the spot what was said in no conversation here', async () => {
    const { element } = await citing()
    marks(element)[1]?.click()
    await until(() => inside(element, '.cite-note'))
    ok(inside(element, '.cite-note')?.textContent?.includes('We met in Lisbon.'))
    await clean(element)
    marks(element)[1]?.click()
    await until(() => inside(element, '.cite-note') === null)
  })

  it('are not asked for where memory may not be read', async () => {
    const peer = new Peer()
    peer.seed('New', { text: 'You like tea [m:fct_1].' })
    const element = await opened(peer)
    await until(() => inside(element, '.words')?.textContent?.includes('You like tea.'))
    equal(peer.named('memory.sources').length, 0)
  })
})
