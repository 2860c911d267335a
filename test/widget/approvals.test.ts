/** Approval cards: what would be done in plain words, every state, every answer, by keyboard, in two tabs. */
import type { Approval } from '../../bff/api.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { leavesOf, withLeaf } from '../../widget/chat/approval-input.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { inside, mount, opened, Peer, until } from './stage.ts'

const fact = `fct_${'0'.repeat(26)}`

/** A persona whose answer waits for this. */
const asking = (change: Partial<Approval> = {}): { peer: Peer; approval: Approval } => {
  const peer = new Peer()
  peer.scopes = ['chat:read', 'chat:write', 'approvals:read', 'approvals:write', 'memory:read']
  peer.seed('Plans', { role: 'person', text: 'Change it' }, { text: 'One moment.', status: 'waiting' })
  const message = [...peer.messages.values()].at(-1)
  const approval: Approval = {
    id: 'apr_1',
    persona: 'per_1',
    conversation: message?.conversation as string,
    message: message?.id as string,
    action: 'chat.rename',
    does: 'Give a conversation a title.',
    risk: 'write',
    input: { title: 'Tea', pinned: true, count: 2, tags: ['a', 'b'] },
    status: 'pending',
    by: 'person',
    decided: null,
    tainted: false,
    reason: null,
    at: new Date().toISOString(),
    expires: new Date(Date.now() + 23.5 * 3600_000).toISOString(),
    ...change,
  }
  peer.approvals.set(approval.id, approval)
  peer.answers['approvals.list'] = () => ({ approvals: [...peer.approvals.values()] })
  peer.answers['memory.sources'] = () => ({ found: [{ id: fact, text: 'My sister is called Ana.' }] })
  peer.answers['approvals.decide'] = ({ approval: id, decision }) => {
    const status = decision === 'approve' ? 'approved' : 'rejected'
    queueMicrotask(() => peer.approval({ ...(peer.approvals.get(id) as Approval), status, decided: 'person' }))
    return { approval: id, status }
  }
  return { peer, approval }
}

const card = (element: PersonaWidget) => inside(element, '[data-approval]')
const shown = async (change: Partial<Approval> = {}) => {
  const { peer, approval } = asking(change)
  const element = await opened(peer)
  await until(() => card(element))
  return { peer, approval, element, text: () => card(element)?.textContent?.replace(/\s+/g, ' ') ?? '' }
}
const press = (target: Element | null, key: string): void =>
  void target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))

describe('An input', () => {
  it('is taken apart into values, and put together again with another one', () => {
    const input = { a: { b: ['x', { c: 1 }] }, d: null, e: [] }
    equal(
      leavesOf(input).map(({ path }) => path.join('.')),
      ['a.b.0', 'a.b.1.c', 'd', 'e'],
    )
    equal(withLeaf(input, ['a', 'b', 1, 'c'], 2), { a: { b: ['x', { c: 2 }] }, d: null, e: [] })
    equal(leavesOf({}), [])
  })
})

describe('What the persona asks to be allowed', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('persona-widget')) element.remove()
    sessionStorage.clear()
    document.documentElement.dir = ''
  })

  it('says what would be done, with what, how bad, who decides and how long there is', async () => {
    const { element, text } = await shown()
    for (const words of ['Give a conversation a title.', 'Changes something', 'You decide', '23 hours left'])
      ok(text().includes(words), `${words}: ${text()}`)
    const rows = [...(card(element)?.querySelectorAll('dl > div') ?? [])].map((row) =>
      [...row.children].map((cell) => cell.textContent?.trim()).join('='),
    )
    equal(rows, ['Title=Tea', 'Pinned=Yes', 'Count=2', 'Tags › 1=a', 'Tags › 2=b'])
    ok(!text().includes('{'), text())
    equal(inside(element, '.aside.waiting')?.textContent, 'Waiting for you')
    equal(inside(element, '.stop'), null, 'nothing is being written')
  })

  it('shows what an id stands for', async () => {
    const { text } = await shown({ input: { fact }, risk: 'irreversible' })
    await until(() => text().includes('My sister is called Ana.'))
    ok(text().includes('Cannot be undone'))
  })

  it('is allowed once, and the decision is seen and heard', async () => {
    const { peer, element } = await shown()
    inside(element, '.to-allow')?.focus()
    inside(element, '.to-allow')?.click()
    await until(() => card(element)?.matches('.asked.approved'))
    equal(
      peer.named('approvals.decide').map(({ input }) => input),
      [{ approval: 'apr_1', decision: 'approve' }],
    )
    ok(inside(element, '[role=status]')?.textContent?.includes('Allowed'))
    await until(() => element.shadowRoot?.activeElement === card(element), 'the focus stays where it was decided')
  })

  it('is allowed for 7 days, unless words of others were read', async () => {
    const { peer, element } = await shown()
    inside(element, '.ask-tick input')?.click()
    inside(element, '.to-allow')?.click()
    await until(() => peer.named('approvals.decide').length === 1)
    equal(peer.named('approvals.decide')[0]?.input.days, 7)
    element.remove()
    const tainted = await shown({ tainted: true })
    equal(inside(tainted.element, '.ask-tick'), null)
    ok(tainted.text().includes('words of others'))
  })

  it('is edited value by value, and Escape leaves the editing first', async () => {
    const { peer, element } = await shown()
    inside(element, '.to-edit')?.click()
    await until(() => element.shadowRoot?.activeElement?.matches('.ask textarea'))
    press(element.shadowRoot?.activeElement ?? null, 'Escape')
    await until(() => element.shadowRoot?.activeElement?.matches('.to-edit'))
    ok(element.opened)
    inside(element, '.to-edit')?.click()
    await until(() => inside(element, '.ask textarea'))
    const field = inside(element, '.ask textarea') as HTMLTextAreaElement
    field.value = 'Coffee'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    const number = inside(element, '.ask input[type=number]') as HTMLInputElement
    number.value = '3'
    number.dispatchEvent(new Event('change', { bubbles: true }))
    await element.updateComplete
    inside(element, '.to-allow')?.click()
    await until(() => peer.named('approvals.decide').length === 1)
    equal(peer.named('approvals.decide')[0]?.input.input, { title: 'Coffee', pinned: true, count: 3, tags: ['a', 'b'] })
  })

  it('is refused with a reason', async () => {
    const { peer, element } = await shown()
    inside(element, '.to-refuse')?.click()
    await until(() => element.shadowRoot?.activeElement?.matches('input[name=reason]'))
    const field = inside(element, 'input[name=reason]') as HTMLInputElement
    field.value = 'Too early'
    field.form?.requestSubmit()
    await until(() => card(element)?.matches('.asked.rejected'))
    equal(peer.named('approvals.decide')[0]?.input, { approval: 'apr_1', decision: 'reject', reason: 'Too early' })
  })

  it('says why the backend did not take the decision, and stays', async () => {
    const { peer, element, text } = await shown()
    peer.faults = [{ name: 'approvals.decide', how: 'refused', detail: 'The title is too long.' }]
    inside(element, '.to-allow')?.click()
    await until(() => text().includes('The title is too long.'))
    ok(inside(element, '.to-allow:not(:disabled)'))
  })

  it('comes live, is spoken, and takes no focus; another tab decides and this one follows', async () => {
    const { peer, approval } = asking()
    peer.approvals.clear()
    const one = await opened(peer)
    await one.focus()
    const focused = one.shadowRoot?.activeElement
    peer.approval(approval)
    await until(() => card(one))
    ok(inside(one, '[role=status]')?.textContent?.includes('Juno asks: Give a conversation a title.'))
    equal(one.shadowRoot?.activeElement === focused, true)
    peer.approval({ ...approval, status: 'used', decided: 'person' })
    await until(() => card(one)?.matches('.asked.used'))
    ok(![...(one.renderRoot.querySelectorAll('.message') ?? [])].some((each) => each.id === approval.id))
    equal(one.renderRoot.querySelectorAll('article').length, 2, 'an approval is no message')
  })

  it('is left to an operator, where one decides', async () => {
    const { element, text } = await shown({ by: 'operator' })
    ok(text().includes('An operator decides'))
    equal(inside(element, '.to-allow'), null)
    equal(inside(element, '.aside.waiting')?.textContent, 'Waiting for an operator')
  })

  for (const [status, words] of [
    ['approved', 'Allowed'],
    ['used', 'Done'],
    ['rejected', 'Not now'],
    ['expired', 'Nobody decided in time'],
    ['withdrawn', 'Taken back'],
  ] as const)
    it(`is one line once it is over: ${status}`, async () => {
      const { element, text } = await shown({ status, decided: status === 'rejected' ? 'operator' : null })
      ok(text().includes(status === 'rejected' ? 'Not now by an operator' : words), text())
      equal(inside(element, '.to-allow'), null)
    })

  it('counts as unread while the panel is closed', async () => {
    const { peer } = asking()
    const element = await mount(peer)
    await element.open()
    await until(() => card(element))
    await element.close()
    const conversation = [...peer.conversations.keys()][0] as string
    peer.put(conversation, { status: 'waiting' })
    await until(() => element.unread === 1)
  })

  for (const [name, change] of Object.entries({
    pending: {},
    tainted: { tainted: true, risk: 'irreversible' },
    done: { status: 'used' },
  } as Record<string, Partial<Approval>>))
    for (const [theme, dir] of [
      ['light', 'ltr'],
      ['dark', 'ltr'],
      ['light', 'rtl'],
    ] as const)
      for (const open of name === 'pending' ? ['', '.to-edit', '.to-refuse'] : [''])
        it(`is accessible: ${name} ${open} ${theme} ${dir}`, async () => {
          document.documentElement.dir = dir
          const { element } = await shown(change)
          element.theme = theme
          document.body.style.background = theme === 'dark' ? '#111' : '#fff'
          if (open !== '') inside(element, open)?.click()
          await element.updateComplete
          await clean(element)
        })
})
