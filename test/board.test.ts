/** The pure model of a board, which the browser runs too: what an edit makes of it, and how one goes back on one's own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boxOf, overlap, pathOf } from '../bff/board/boxes.ts'
import { byIndex, type Element } from '../bff/board/element.ts'
import { together } from '../bff/board/groups.ts'
import { layOut, readFlow } from '../bff/board/flow.ts'
import { lineWidth, wrap } from '../bff/board/measure.ts'
import { above, isIndex, spread } from '../bff/board/order.ts'
import { makeReplica } from '../bff/board/replica.ts'
import { apply, type Author, emptyState, type Operation, type State } from '../bff/board/state.ts'
import { makeHistory, stepOf, undoing } from '../bff/board/undo.ts'

const ada: Author = { by: 'usr:ada', person: 'usr:ada', outside: false }
const bob: Author = { by: 'usr:bob', person: 'usr:bob', outside: false }
/** The persona, acting for Ada. */
const juno: Author = { by: 'per:juno', person: 'usr:ada', outside: false }

const shape = (id: string, more: Partial<Element> = {}): Operation => ({
  op: 'add',
  element: { id, kind: 'rectangle', x: 0, y: 0, w: 100, h: 60, index: 'a0', ...more },
})
const boardOf = (...operations: [Author, Operation][]): State => {
  const state = emptyState()
  for (const [author, operation] of operations) assert.equal(apply(state, operation, author), undefined)
  return state
}

test('each property is its own: two who change two of them both keep theirs, and the last of one wins', () => {
  const state = boardOf(
    [ada, shape('a')],
    [ada, { op: 'set', id: 'a', to: { x: 5 } }],
    [bob, { op: 'set', id: 'a', to: { color: '#f00' } }],
    [bob, { op: 'set', id: 'a', to: { x: 9 } }],
  )
  const element = state.elements.get('a')
  assert.deepEqual([element?.x, element?.color, element?.by], [9, '#f00', 'usr:ada'])
  apply(state, { op: 'set', id: 'a', to: { color: null } }, ada)
  assert.ok(!('color' in (state.elements.get('a') ?? {})))
})

test('what was removed stays removed, whatever comes later, until who removed it brings it back', () => {
  const state = boardOf([ada, shape('a', { text: 'Mine' })], [bob, { op: 'remove', id: 'a' }])
  assert.equal(apply(state, { op: 'set', id: 'a', to: { x: 1 } }, ada), 'gone')
  assert.equal(apply(state, shape('a'), ada), 'gone')
  assert.equal(apply(state, { op: 'restore', id: 'a' }, ada), 'not_yours')
  assert.equal(state.elements.size, 0)
  assert.equal(apply(state, { op: 'restore', id: 'a' }, bob), undefined)
  assert.equal(state.elements.get('a')?.words, 'usr:ada')
})

test('names that are keys of every object are names like any other', () => {
  for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const state = boardOf([ada, shape(id)], [ada, { op: 'set', id, to: { x: 7 } }])
    assert.equal(state.elements.get(id)?.x, 7)
    assert.equal(apply(emptyState(), { op: 'remove', id }, ada), 'missing')
  }
  assert.equal(({} as { x?: unknown }).x, undefined)
})

test('an edit made ahead stays on top of what others do, gives way once it is ordered, and is taken back when refused', () => {
  const replica = makeReplica(ada)
  const from = (seq: number, author: Author, name: string, ...operations: Operation[]) => ({
    ...author,
    seq,
    name,
    operations,
  })
  replica.hear(from(1, bob, 'one', shape('a')))
  replica.edit('mine', [{ op: 'set', id: 'a', to: { x: 50 } }])
  assert.deepEqual(replica.hear(from(2, bob, 'two', { op: 'set', id: 'a', to: { x: 20, y: 20 } })), ['a'])
  assert.deepEqual([replica.view.elements.get('a')?.x, replica.view.elements.get('a')?.y], [50, 20])
  assert.equal(replica.hear(from(4, bob, 'four', { op: 'remove', id: 'a' })), 'gap')
  replica.hear(from(3, ada, 'mine', { op: 'set', id: 'a', to: { x: 50 } }))
  assert.equal(replica.pending.length, 0)
  replica.hear(from(4, bob, 'four', { op: 'set', id: 'a', to: { x: 1 } }))
  assert.equal(replica.view.elements.get('a')?.x, 1)
  assert.deepEqual(replica.hear(from(4, bob, 'four', { op: 'remove', id: 'a' })), [])

  replica.edit('late', [{ op: 'set', id: 'a', to: { x: 70 } }, shape('b')])
  replica.hear(from(5, bob, 'five', { op: 'remove', id: 'a' }))
  assert.ok(!replica.view.elements.has('a') && replica.view.elements.has('b'))
  replica.answered('late', [0])
  assert.equal(replica.pending[0]?.operations.length, 1)
  replica.edit('never', [shape('c')])
  assert.deepEqual(replica.answered('never', [0]), ['c'])
  assert.ok(!replica.view.elements.has('c'))
  // The whole board anew: what is pending stays.
  replica.load([], 9)
  assert.deepEqual([...replica.view.elements.keys()], ['b'])
})

test('one goes back on what is one’s own: what others have done since stays', () => {
  const state = emptyState()
  const history = makeHistory(ada)
  const perform = (author: Author, operations: Operation[]): void => {
    if (author === ada) history.did(stepOf(String(Math.random()), state, operations, author))
    for (const operation of operations) apply(state, operation, author)
  }
  const back = (operations: Operation[]): void => operations.forEach((each) => apply(state, each, ada))

  perform(ada, [shape('a')])
  perform(ada, [{ op: 'set', id: 'a', to: { x: 10, y: 10 } }])
  perform(bob, [{ op: 'set', id: 'a', to: { y: 99 } }])
  back(history.undo(state))
  assert.deepEqual([state.elements.get('a')?.x, state.elements.get('a')?.y], [0, 99])
  // Bob has worked on it: it is no longer only Ada's to take away.
  assert.deepEqual(history.undo(state), [])
  assert.ok(state.elements.has('a'))

  perform(ada, [shape('b')])
  back(history.undo(state))
  assert.ok(!state.elements.has('b'))
  back(history.redo(state))
  assert.ok(state.elements.has('b'))
  perform(ada, [{ op: 'remove', id: 'b' }])
  back(history.undo(state))
  assert.ok(state.elements.has('b'))
  perform(bob, [{ op: 'remove', id: 'b' }])
  assert.deepEqual(history.undo(state), [])
  assert.ok(!state.elements.has('b'))
})

test('everything that the persona did for one in a turn is undone at once', () => {
  const state = emptyState()
  const history = makeHistory(ada)
  for (const operations of [[shape('a'), shape('b')], [{ op: 'set' as const, id: 'a', to: { text: 'Start' } }]]) {
    history.did(stepOf('run_1', state, operations, juno))
    for (const operation of operations) apply(state, operation, juno)
  }
  for (const operation of history.undo(state)) apply(state, operation, ada)
  assert.equal(state.elements.size, 0)
  assert.equal(history.canUndo, false)
  for (const operation of history.redo(state)) apply(state, operation, ada)
  assert.equal(state.elements.get('a')?.text, 'Start')
})

test('in ten thousand random edits of three, no undo touches what another did', () => {
  let seed = 20261122
  const random = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const authors = [ada, bob, { by: 'usr:cy', person: 'usr:cy', outside: false }]
  const histories = authors.map((each) => makeHistory(each))
  const state = emptyState()
  /** Each value is written once: whose it is. */
  const writers = new Map<unknown, string>()
  let undone = 0
  for (let n = 1; n <= 10_000; n++) {
    const who = Math.floor(random() * 3)
    const [author, history] = [authors[who] as Author, histories[who] as ReturnType<typeof makeHistory>]
    const ids = [...state.elements.keys()]
    const id = ids[Math.floor(random() * ids.length)]
    const die = random()
    let operations: Operation[] = []
    if (die < 0.15) {
      operations = history.undo(state)
      for (const each of operations) {
        undone++
        const now = state.elements.get('id' in each ? each.id : '')
        const touched = each.op === 'set' ? (Object.keys(each.to) as ('x' | 'y')[]) : (['x', 'y'] as const)
        if (each.op !== 'restore') for (const name of touched) assert.equal(writers.get(now?.[name]), author.by, `${n}`)
      }
    } else if (die < 0.2) operations = history.redo(state)
    else {
      if (!id || die < 0.45) operations = [shape(`e${n}`, { x: n, y: n + 0.5 })]
      else if (die < 0.9) operations = [{ op: 'set', id, to: random() < 0.5 ? { x: n } : { x: n, y: n + 0.5 } }]
      else operations = [{ op: 'remove', id }]
      writers.set(n, author.by).set(n + 0.5, author.by)
      history.did(stepOf(`${n}`, state, operations, author))
    }
    for (const each of operations) assert.equal(apply(state, each, author), undefined)
  }
  assert.ok(undone > 500, `${undone}`)
})

test('a step that nothing is left of is skipped', () => {
  const state = boardOf([ada, shape('a')])
  const step = stepOf('s', state, [{ op: 'set', id: 'a', to: { x: 3 } }], ada)
  assert.deepEqual(undoing(state, step, ada), [])
})

test('a thousand things put into one gap stay in order, and their indexes are spread before they grow long', () => {
  const stack = [
    { id: 'bottom', index: 'a0' },
    { id: 'top', index: 'a1' },
  ]
  let spreads = 0
  for (let n = 0; n < 1000; n++) {
    const index = above(stack, 0)
    stack.splice(1, 0, { id: `e${n}`, index })
    if (index.length <= 64) continue
    spreads++
    const moved = new Map(spread(stack, `e${n}`).map((each) => [each.id, each.index]))
    for (const each of stack) each.index = moved.get(each.id) ?? each.index
  }
  const expected = ['bottom', ...Array.from({ length: 1000 }, (_, i) => `e${999 - i}`), 'top']
  assert.deepEqual(
    stack.toSorted(byIndex).map(({ id }) => id),
    expected,
  )
  assert.ok(Math.max(...stack.map(({ index }) => index.length)) <= 64)
  assert.ok(spreads > 0 && spreads < 50, `${spreads}`)
  // Two at once made the same index: the next goes above both.
  const twins = ['a', 'b'].map((id) => ({ id, index: 'a0' }))
  assert.ok(above(twins, 0) > 'a0')
  // Where many have one long index, there is no room between them until all of them are spread.
  const crowd = Array.from({ length: 30 }, (_, i) => ({
    id: `t${String(i).padStart(2, '0')}`,
    index: `a0${'V'.repeat(70)}`,
  }))
  const apart = spread([{ id: 'low', index: 'a0' }, ...crowd, { id: 'up', index: 'a1' }], 't15')
  assert.ok(apart.length >= 30 && apart.every(({ index }) => index.length <= 64))
  for (const wrong of ['', '!', 'a', 'zzz', '__proto__', 'a0000000000', 'ä1'])
    assert.equal(isIndex(wrong), false, wrong)
})

test('an arrow follows what it is bound to, from edge to edge, and a turned box is as wide as it lies', () => {
  const state = boardOf(
    [ada, shape('a')],
    [ada, shape('b', { x: 300, kind: 'ellipse' })],
    [ada, shape('c', { kind: 'arrow', from: 'a', to: 'b', points: [0, 0, 1, 1] })],
  )
  const find = (id: string) => state.elements.get(id)
  const path = () => pathOf(state.elements.get('c') as Element, find).map(Math.round)
  assert.deepEqual(path(), [104, 30, 296, 30])
  apply(state, { op: 'set', id: 'b', to: { x: 0, y: 300 } }, bob)
  assert.deepEqual(path(), [50, 64, 50, 296])
  apply(state, { op: 'set', id: 'a', to: { angle: Math.PI / 2 } }, bob)
  const { w, h } = boxOf(state.elements.get('a') as Element, find)
  assert.deepEqual([Math.round(w), Math.round(h)], [60, 100])
})

test('what is grouped goes together, by its outermost group, and within one that was entered by the next', () => {
  const state = boardOf(
    [ada, shape('a', { groups: ['in', 'out'] })],
    [ada, shape('b', { groups: ['out'] })],
    [ada, shape('c')],
    [ada, shape('d', { groups: ['in', 'out'] })],
  )
  const all = [...state.elements.values()]
  assert.deepEqual(together(all, ['a'], 'out').toSorted(), ['a', 'd'])
  assert.deepEqual(together(all, ['a'], 'in'), ['a'])
  assert.deepEqual(together(all, ['b'], 'out'), ['b'])
  assert.deepEqual(together(all, ['a']).toSorted(), ['a', 'b', 'd'])
  assert.deepEqual(together(all, ['c']), ['c'])
})

test('words are broken where they must be, and never lost', () => {
  const text = 'A shop sells bowls, and Donaudampfschifffahrtsgesellschaftskapitän 世界世界世界世界世界世界'
  const lines = wrap(text, 200)
  assert.ok(
    lines.every((line) => lineWidth(line) <= 200),
    JSON.stringify(lines),
  )
  assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
})

test('a flow is read as Mermaid would, and laid out over nothing else', () => {
  const flow = readFlow(
    'flowchart TD\n A[Sign up] --> B{Paid?}\n B -->|yes| C((Welcome)) & D\n B -- no --> A\n C -.-> D; D --- E',
  )
  assert.ok(typeof flow !== 'string')
  assert.deepEqual(
    flow.nodes.map(({ name, text, kind }) => [name, text, kind]),
    [
      ['A', 'Sign up', 'rectangle'],
      ['B', 'Paid?', 'diamond'],
      ['C', 'Welcome', 'ellipse'],
      ['D', null, 'rectangle'],
      ['E', null, 'rectangle'],
    ],
  )
  assert.deepEqual(
    flow.edges.map(({ from, to, text, dash, arrow }) => `${from}${to} ${text} ${dash} ${arrow}`),
    [
      'AB  solid true',
      'BC yes solid true',
      'BD yes solid true',
      'BA no solid true',
      'CD  dashed true',
      'DE  solid false',
    ],
  )
  const boxes = [...layOut(flow).values()]
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1)) assert.ok(!overlap(a, b), JSON.stringify([a, b]))
  const [a, b, c] = boxes as [(typeof boxes)[0], (typeof boxes)[0], (typeof boxes)[0]]
  assert.ok((a?.y ?? 0) < (b?.y ?? 0) && (b?.y ?? 0) < (c?.y ?? 0))
  for (const wrong of ['', 'A -->', '--> B', 'A[open --> B', 'subgraph x', 'A => B', `${'A-->B;'.repeat(130)}`])
    assert.equal(typeof readFlow(wrong), 'string', wrong)
  for (const slow of ['A'.repeat(4000), `A${'-'.repeat(4000)}`, `A -- ${'x '.repeat(2000)}`, `A[${'['.repeat(4000)}`])
    assert.equal(typeof readFlow(slow), 'string')
})
