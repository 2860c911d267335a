/** Whiteboards by their door: one order for all, whose they are, what they bear, and how they come and go as files. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Api, BoardElement, Published, Signals } from '../../bff/api.ts'
import { most } from '../../bff/board/element.ts'
import { toExcalidraw } from '../../bff/board/excalidraw/write.ts'
import { above } from '../../bff/board/order.ts'
import { converge, killDrawing, read } from '../chaos/board.ts'
import { actor, register, signedIn, vouch } from '../identity/host.ts'
import { type Backend, backend, clock, kept, type Line, raw, tables, until, Visitor } from '../peer.ts'

type Operations = Api['whiteboard.apply']['input']['operations']

const shape = (id: string, more: object = {}): Operations[number] => ({
  op: 'add',
  element: { id, kind: 'rectangle', x: 0, y: 0, w: 100, h: 60, index: 'a0', ...more },
})

const boardOf = async (line: Line, title = 'A board'): Promise<string> =>
  (await line.act('whiteboard.create', { title })).board.id

let edits = 0
const apply = (line: Line, board: string, ...operations: Operations) =>
  line.act('whiteboard.apply', { board, edit: `edit-${++edits}`, operations })
const tried = async (line: Line, name: string, input: unknown): Promise<string> => {
  const reply = await line.try(name, input)
  return reply.ok === false ? reply.problem.code : String(reply.ok)
}
const namesOn = async (line: Line, board: string): Promise<string[]> =>
  (await read(line, board)).elements.map(({ id }) => id).toSorted()

/** Persons with a socket each; the first has a board. */
const people = async (t: TestContext, count: number, place?: Backend) => {
  const at = place ?? (await backend(t, { model: null }))
  const visitors: Visitor[] = []
  for (let i = 0; i < count; i++) visitors.push(await Visitor.at(at))
  const lines = await Promise.all(visitors.map((each) => each.connect(t)))
  const board = await boardOf(lines[0] as Line)
  return { place: at, visitors, lines: lines as [Line, Line, Line, Line], board }
}

test('three on bad networks end with the same board, and the server has it too', async (t) => {
  const { states, server, pending, undone, seq, counted } = await converge(t, { operations: 700, seed: 20261122 })
  for (const state of states) assert.deepEqual(state, server)
  assert.deepEqual(pending, [0, 0, 0])
  assert.ok(undone > 10 && seq > 200 && server.length > 20, `${undone} ${seq} ${server.length}`)
  assert.equal(counted, server.length)
})

test('killed while somebody draws, it loses nothing that was acknowledged and brings back nothing that was removed', async (t) => {
  const { acknowledged, repeated, ...wrong } = await killDrawing(t, { kills: 2 })
  assert.deepEqual(wrong, { lost: [], risen: [], gaps: [], extra: [] })
  assert.ok(acknowledged > 6 && repeated > 0, `${acknowledged} ${repeated}`)
})

test('a board is its owner’s alone until it is shared, and again once that is taken back', async (t) => {
  const { lines, board } = await people(t, 4)
  const [owner, guest, looker, stranger] = lines
  await apply(owner, board, shape('a', { text: 'Ours' }))
  const acts: [string, object][] = [
    ['whiteboard.open', { board }],
    ['whiteboard.apply', { board, edit: 'x', operations: [shape('x')] }],
    ['whiteboard.look', { board }],
    ['whiteboard.draw', { board, drawing: [{ do: 'text', text: 'Hi' }] }],
    ['whiteboard.export', { board, format: 'svg' }],
    ['whiteboard.import', { board, file: '{"elements":[]}', batch: 'b' }],
    ['whiteboard.presence', { board, tab: 't' }],
  ]
  const owned: [string, object][] = [
    ['whiteboard.share', { board, person: 'usr:x:y' }],
    ['whiteboard.unshare', { board, person: guest.welcome.sub }],
    ['whiteboard.shares', { board }],
    ['whiteboard.rename', { board, title: 'Theirs' }],
    ['whiteboard.remove', { board }],
  ]
  for (const [name, input] of [...acts, ...owned]) assert.equal(await tried(guest, name, input), 'not_found', name)

  await owner.act('whiteboard.share', { board, person: guest.welcome.sub })
  await owner.act('whiteboard.share', { board, person: looker.welcome.sub, can: 'look' })
  assert.deepEqual((await owner.act('whiteboard.shares', { board })).shares, [
    { person: guest.welcome.sub, can: 'edit' },
    { person: looker.welcome.sub, can: 'look' },
  ])
  assert.equal((await guest.act('whiteboard.list', {})).boards[0]?.id, board)
  assert.deepEqual(await namesOn(looker, board), ['a'])
  const may: string[] = []
  for (const line of [guest, looker, owner]) may.push((await line.act('whiteboard.open', { board })).can)
  assert.deepEqual(may, ['edit', 'look', 'edit'])
  await apply(guest, board, shape('b'), { op: 'set', id: 'a', to: { x: 40 } })
  assert.equal(await tried(looker, 'whiteboard.apply', { board, edit: 'e', operations: [shape('c')] }), 'not_allowed')
  for (const [name, input] of owned) assert.equal(await tried(guest, name, input), 'not_found', name)
  for (const [name, input] of acts) assert.equal(await tried(stranger, name, input), 'not_found', name)
  const heardBy = (line: Line, id: string) =>
    line.heard.some(({ event, data }) => event === 'whiteboard.edit' && JSON.stringify(data).includes(`"${id}"`))
  await until(() => ([owner, looker].every((line) => heardBy(line, 'b')) ? true : undefined))
  assert.ok(!heardBy(stranger, 'b'))

  await owner.act('whiteboard.unshare', { board, person: guest.welcome.sub })
  await apply(owner, board, shape('secret'))
  await until(() => (heardBy(looker, 'secret') ? true : undefined))
  await guest.act('whiteboard.list', {})
  assert.ok(!heardBy(guest, 'secret'))
  for (const [name, input] of acts) assert.equal(await tried(guest, name, input), 'not_found', name)
  assert.deepEqual((await guest.act('whiteboard.list', {})).boards, [])

  // With everybody of the space, and back again.
  await owner.act('whiteboard.share', { board, person: 'everybody' })
  assert.ok((await namesOn(stranger, board)).includes('secret'))
  await apply(stranger, board, shape('d'))
  await owner.act('whiteboard.unshare', { board, person: 'everybody' })
  assert.equal(await tried(stranger, 'whiteboard.open', { board }), 'not_found')
  await apply(owner, board, shape('later'))
  await until(() => (heardBy(looker, 'later') ? true : undefined))
  assert.ok(!heardBy(stranger, 'later'))
  // Everything on it is the owner's, whoever drew it.
  await owner.act('whiteboard.remove', { board })
  assert.equal(await tried(looker, 'whiteboard.open', { board }), 'not_found')
})

test('a shared board opens nothing else of its owner’s, and goes with everything on it', async (t) => {
  const { place, lines, board } = await people(t, 2)
  const [owner, guest] = lines
  const other = await boardOf(owner, 'Private')
  await apply(owner, other, shape('mine'))
  await owner.act('whiteboard.share', { board, person: guest.welcome.sub })
  for (const operation of [
    { op: 'set' as const, id: 'mine', to: { x: 1 } },
    { op: 'remove' as const, id: `../${other}/mine` },
    { op: 'remove' as const, id: 'mine' },
  ]) {
    const reply = await guest.try('whiteboard.apply', { board, edit: 'e', operations: [operation] })
    if (reply.ok === true)
      assert.deepEqual(
        (reply.data as { refused: { code: string }[] }).refused.map(({ code }) => code),
        ['missing'],
      )
    else assert.equal(reply.ok === false && reply.problem.code, 'invalid_request')
  }
  assert.equal(await tried(guest, 'whiteboard.open', { board: other }), 'not_found')
  assert.deepEqual(await namesOn(owner, other), ['mine'])
  await apply(guest, board, shape('theirs'))
  await owner.act('whiteboard.remove', { board })
  const rows = tables(place.dir, ['boards', 'elements', 'edits', 'shares'])
  for (const [name, found] of Object.entries(rows))
    assert.ok(
      found.every((row) => row['board'] !== board && row['id'] !== board && row['thing'] !== board),
      name,
    )
})

test('a batch names what of it was refused, and is done once for one key', async (t) => {
  const { lines, board } = await people(t, 2)
  const [line, guest] = lines
  await line.act('whiteboard.share', { board, person: guest.welcome.sub })
  await apply(line, board, shape('a'), shape('b'))
  await apply(line, board, { op: 'remove', id: 'b' })
  const batch: Operations = [
    shape('a'),
    shape('b'),
    { op: 'set', id: 'b', to: { x: 1 } },
    { op: 'set', id: 'nobody', to: { x: 1 } },
    { op: 'restore', id: 'b' },
    shape('c', { index: '!' }),
    { op: 'set', id: 'a', to: { x: 11 } },
  ]
  const input = { board, edit: 'named', operations: batch }
  const [first, again] = [
    await guest.act('whiteboard.apply', input, 'k'),
    await guest.act('whiteboard.apply', input, 'k'),
  ]
  assert.deepEqual(first, again)
  assert.deepEqual(
    first.refused.map(({ index, code }) => `${index} ${code}`),
    ['0 exists', '1 gone', '2 gone', '3 missing', '4 not_yours', '5 invalid'],
  )
  const { edits: told } = await line.act('whiteboard.open', { board, after: first.seq - 1 })
  assert.deepEqual(
    told.map((each) => [each.name, each.by, each.operations.length]),
    [['named', guest.welcome.sub, 1]],
  )
  assert.equal((await line.act('whiteboard.open', { board, after: first.seq })).edits.length, 0)
  // Who removed it may bring it back, and whoever was not there is told what it was.
  const { seq } = await apply(line, board, { op: 'restore', id: 'b' })
  const [back] = (await guest.act('whiteboard.open', { board, after: seq - 1 })).edits[0]?.operations ?? []
  assert.ok(back?.op === 'restore' && back.element?.by === line.welcome.sub)
  // Nothing had an effect: nothing is told.
  assert.equal((await apply(line, board, { op: 'remove', id: 'nobody' })).seq, seq)
})

test('input that is wrong is refused whole, and no name is too strange', async (t) => {
  const { place, lines, board } = await people(t, 1)
  const [line] = lines
  const before = kept(place.dir)
  const wrong: unknown[] = [
    ...[1e7, -1e7, '1', null, true].map((x) => shape('a', { x })),
    shape('a', { w: -1 }),
    shape('a', { kind: 'other' }),
    shape('a', { kind: 'script' }),
    shape('a', { by: 'usr:other' }),
    shape('a', { words: 'usr:other' }),
    shape('a', { ghost: 'prp_1' }),
    shape('a', { extra: { link: 'javascript:alert(1)' } }),
    shape('a', { color: 'url(javascript:alert(1))' }),
    shape('a', { text: 'x'.repeat(most.text + 1) }),
    shape('a', { kind: 'stroke', points: Array.from({ length: 2 * most.points + 2 }, () => 1) }),
    shape('a', { kind: 'stroke', points: [1, 2, 3] }),
    shape('', {}),
    shape('a b'),
    shape('<svg>'),
    shape('x'.repeat(65)),
    { op: 'set', id: 'a', to: {} },
    { op: 'set', id: 'a', to: { x: null } },
    { op: 'set', id: 'a', to: { kind: 'text' } },
    { op: 'restore', id: 'a', element: { id: 'a' } },
    { op: 'destroy', id: 'a' },
  ]
  for (const operation of wrong)
    assert.equal(
      await tried(line, 'whiteboard.apply', { board, edit: 'e', operations: [operation] }),
      'invalid_request',
      JSON.stringify(operation).slice(0, 200),
    )
  assert.equal(await tried(line, 'whiteboard.apply', { board, edit: 'e', operations: [] }), 'invalid_request')
  const many = Array.from({ length: 101 }, (_, i) => shape(`e${i}`))
  assert.equal(await tried(line, 'whiteboard.apply', { board, edit: 'e', operations: many }), 'invalid_request')
  // JSON has no NaN, but 1e999 is Infinity once it is parsed.
  const [visitor] = [await Visitor.at(place)]
  const theirs = await visitor.connect(t)
  const own = await boardOf(theirs)
  const huge = `{"board":"${own}","edit":"e","operations":[{"op":"add","element":{"id":"a","kind":"text","x":1e999,"y":0,"w":1,"h":1,"index":"a0"}}]}`
  assert.equal((await visitor.act('whiteboard.apply', huge)).status, 400)
  const reply = await raw(theirs, `["whiteboard.apply",${huge}]`)
  assert.equal(reply.ok === false && reply.problem.code, 'invalid_request')
  const changed = { ...kept(place.dir), boards: before['boards'], streams: before['streams'] }
  assert.deepEqual({ ...changed, sessions: 0, refresh_tokens: 0 }, { ...before, sessions: 0, refresh_tokens: 0 })

  const strange = ['__proto__', 'constructor', 'toString', 'then', 'ключ', '名前', '..', '-']
  const { refused } = await apply(line, board, ...strange.map((id) => shape(id, { text: id })))
  assert.deepEqual(refused, [])
  await apply(line, board, ...strange.map((id): Operations[number] => ({ op: 'set', id, to: { x: 7 } })))
  const { elements } = await read(line, board)
  assert.deepEqual(elements.map(({ id }) => id).toSorted(), strange.toSorted())
  assert.ok(elements.every(({ x }) => x === 7))
  assert.equal(({} as { text?: unknown }).text, undefined)
})

test('a board holds five thousand elements, opens in pages, and says clearly that it is full', async (t) => {
  const { lines, board } = await people(t, 1)
  const [line] = lines
  for (let n = 0; n < most.elements; n += 100)
    await apply(
      line,
      board,
      ...Array.from({ length: 100 }, (_, i) => shape(`e${n + i}`, { text: `Number ${n + i}, and some more words` })),
    )
  const { refused } = await apply(line, board, shape('one-more'), { op: 'remove', id: 'e0' }, shape('in-its-place'))
  assert.deepEqual(
    refused.map(({ id, code }) => `${id} ${code}`),
    ['one-more full'],
  )
  assert.match(refused[0]?.detail ?? '', /5000 elements/)
  const first = await line.act('whiteboard.open', { board })
  assert.ok(first.next !== null && (first.elements?.length ?? 0) < most.elements)
  const { elements } = await read(line, board)
  assert.equal(new Set(elements.map(({ id }) => id)).size, most.elements)
  const drawn = await line.try('whiteboard.draw', { board, drawing: [{ do: 'note', text: 'No room' }] })
  assert.equal(drawn.ok === false && drawn.problem.code, 'conflict')
  const file = JSON.stringify({ elements: [{ id: 'x', type: 'rectangle', x: 0, y: 0, width: 1, height: 1 }] })
  assert.equal(await tried(line, 'whiteboard.import', { board, file, batch: 'b' }), 'too_large')
})

test('two tabs of one person are two participants: neither overwrites the other', async (t) => {
  const { visitors, lines, board } = await people(t, 1)
  const [one] = lines
  const two = await (visitors[0] as Visitor).connect(t)
  await apply(one, board, shape('a'))
  for (const line of [one, two]) await line.act('whiteboard.open', { board })
  await Promise.all([
    ...Array.from({ length: 20 }, (_, n) => apply(one, board, { op: 'set', id: 'a', to: { x: n } }, shape(`one-${n}`))),
    ...Array.from({ length: 20 }, (_, n) => apply(two, board, { op: 'set', id: 'a', to: { y: n } }, shape(`two-${n}`))),
  ])
  const seqs = (line: Line) => line.heard.filter(({ event }) => event === 'whiteboard.edit').map(({ seq }) => seq)
  await until(() => (seqs(one).length >= 41 && seqs(two).length >= 41 ? true : undefined))
  assert.deepEqual(
    seqs(two).slice(-40),
    Array.from({ length: 40 }, (_, n) => n + 3),
  )
  const { elements } = await read(two, board)
  assert.equal(elements.length, 41)
  const last = elements.find(({ id }) => id === 'a')
  assert.deepEqual([last?.x, last?.y], [19, 19])
})

test('an arrow whose end is removed stays where it was, and is bound again when that comes back', async (t) => {
  const { lines, board } = await people(t, 1)
  const [line] = lines
  await apply(
    line,
    board,
    shape('a'),
    shape('b', { x: 400 }),
    shape('c', { kind: 'arrow', from: 'a', to: 'b', w: 10, h: 10 }),
  )
  await apply(line, board, { op: 'set', id: 'b', to: { y: 300 } })
  await apply(line, board, { op: 'remove', id: 'b' })
  const arrow = (await read(line, board)).elements.find(({ id }) => id === 'c')
  assert.equal(arrow?.to, 'b')
  const [, , dx = 0, dy = 0] = arrow?.points ?? []
  assert.ok(dx > 200 && dy > 200, `${dx} ${dy}`)
  const { refused } = await apply(
    line,
    board,
    { op: 'remove', id: 'a' },
    { op: 'remove', id: 'c' },
    { op: 'restore', id: 'b' },
  )
  assert.deepEqual(refused, [])
  assert.deepEqual(await namesOn(line, board), ['b'])
})

test('indexes that grow long are spread by the server, and the stack stays as it was', async (t) => {
  const { lines, board } = await people(t, 1)
  const [line] = lines
  await apply(line, board, shape('bottom', { index: 'a0' }), shape('top', { index: 'a1' }))
  const stack = [
    { id: 'bottom', index: 'a0' },
    { id: 'top', index: 'a1' },
  ]
  for (let n = 0; n < 500; n++) stack.splice(1, 0, { id: `e${String(n).padStart(3, '0')}`, index: above(stack, 0) })
  assert.ok(Math.max(...stack.map(({ index }) => index.length)) > 64)
  const added = stack.filter(({ id }) => id.startsWith('e')).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (let n = 0; n < 500; n += 100)
    await apply(line, board, ...added.slice(n, n + 100).map(({ id, index }) => shape(id, { index })))
  const { elements } = await read(line, board)
  assert.ok(Math.max(...elements.map(({ index }) => index.length)) <= 64)
  assert.equal(elements.length, 502)
})

test('what was removed is forgotten after seven days, and who was away longer reads the whole board', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const { visitors, lines, board } = await people(t, 1, place)
  const [line] = lines
  await apply(line, board, shape('old'), shape('stays'))
  const { seq } = await apply(line, board, { op: 'remove', id: 'old' })
  time.forward(6 * 86_400_000)
  await place.operate('whiteboard.sweep')
  assert.equal(tables(place.dir, ['elements'])['elements']?.length, 2)
  time.forward(2 * 86_400_000)
  assert.equal((await place.operate<{ swept: number }>('whiteboard.sweep')).swept, 3)
  assert.deepEqual(
    tables(place.dir, ['elements'])['elements']?.map((row) => row['name']),
    ['stays'],
  )
  const again = await Visitor.with(place, { keys: (visitors[0] as Visitor).keys, now: time.now })
  const later = await again.connect(t)
  const far = await later.act('whiteboard.open', { board, after: seq - 1 })
  assert.deepEqual(
    far.elements?.map(({ id }) => id),
    ['stays'],
  )
  assert.deepEqual((await later.act('whiteboard.open', { board, after: seq })).edits, [])
  await apply(later, board, shape('old'))
  assert.deepEqual(await namesOn(later, board), ['old', 'stays'])
})

test('a pointer is shown to those who follow the board, kept nowhere, and bounded in size and number', async (t) => {
  const place = await backend(t, { model: null, env: { LIMITS: 'on' } })
  const { lines, board } = await people(t, 3, place)
  const [owner, guest, stranger] = lines
  await owner.act('whiteboard.share', { board, person: guest.welcome.sub, can: 'look' })
  const heard = new Map([owner, guest, stranger].map((line) => [line, [] as Signals['whiteboard.presence'][]]))
  for (const [line, signals] of heard)
    line.socket.on('whiteboard.presence', (signal: Signals['whiteboard.presence']) => signals.push(signal))
  await owner.act('whiteboard.open', { board })
  const [before, journal] = [kept(place.dir), tables(place.dir, ['journal'])['journal']?.length]
  const stroke = { id: 's1', from: 0, points: [1, 2, 3, 4], pressures: [0.5, 0.6], color: '#123456' }
  assert.equal(await guest.act('whiteboard.presence', { board, tab: 'one', pointer: [5, 6], stroke }), null)
  await until(() => (heard.get(owner)?.length === 1 ? true : undefined))
  assert.deepEqual(heard.get(owner), [{ board, by: guest.welcome.sub, tab: 'one', pointer: [5, 6], stroke }])
  assert.deepEqual(kept(place.dir), before)
  assert.equal(tables(place.dir, ['journal'])['journal']?.length, journal)
  for (const wrong of [
    { pointer: [1e9, 0] },
    { pointer: [1, 2, 3] },
    { stroke: { ...stroke, points: Array.from({ length: 200 }, () => 1) } },
    { selected: Array.from({ length: 51 }, () => 'a') },
    { text: 'Anything else' },
    { by: 'usr:other' },
  ])
    assert.equal(await tried(guest, 'whiteboard.presence', { board, tab: 'one', ...wrong }), 'invalid_request')
  // Far more than the limit on acts, and then no more; the acts themselves go on.
  const codes = await Promise.all(
    Array.from({ length: 90 }, (_, x) => tried(owner, 'whiteboard.presence', { board, tab: 't', pointer: [x, 0] })),
  )
  assert.ok(codes.filter((code) => code === 'true').length >= 30)
  assert.ok(codes.filter((code) => code === 'rate_limited').length >= 20)
  assert.equal(await tried(owner, 'whiteboard.list', {}), 'true')
  assert.deepEqual(heard.get(stranger), [])
})

test('an Excalidraw file goes in and out whole: what we do not know of it survives', async (t) => {
  const { lines, board } = await people(t, 1)
  const [line] = lines
  const base = {
    angle: 0,
    strokeColor: '#1e1e1e',
    backgroundColor: '#ffec99',
    strokeWidth: 4,
    strokeStyle: 'dashed',
    groupIds: ['g1'],
  }
  const elements = [
    {
      ...base,
      id: 'box',
      type: 'rectangle',
      x: 10,
      y: 20,
      width: 200,
      height: 100,
      roughness: 2,
      seed: 99,
      fromTheFuture: { deep: [1, 2] },
      boundElements: [
        { id: 'words', type: 'text' },
        { id: 'way', type: 'arrow' },
      ],
      link: 'https://example.com',
    },
    {
      ...base,
      id: 'words',
      type: 'text',
      x: 20,
      y: 30,
      width: 50,
      height: 20,
      text: 'Start <here> & "there"',
      originalText: 'Start <here> & "there"',
      fontFamily: 5,
      fontSize: 28,
      containerId: 'box',
    },
    { ...base, id: 'end', type: 'ellipse', x: 500, y: 20, width: 100, height: 100, link: 'javascript:alert(1)' },
    {
      ...base,
      id: 'way',
      type: 'arrow',
      x: 210,
      y: 70,
      width: 290,
      height: 0,
      points: [
        [0, 0],
        [290, 0],
      ],
      startBinding: { elementId: 'box', focus: 0.3, gap: 7 },
      endBinding: { elementId: 'end', focus: 0, gap: 1 },
      endArrowhead: 'triangle',
    },
    {
      ...base,
      id: 'pen',
      type: 'freedraw',
      x: 0,
      y: 300,
      width: 20,
      height: 10,
      points: [
        [0, 0],
        [10, 5],
        [20, 10],
      ],
      pressures: [0.1, 0.5, 0.9],
      simulatePressure: false,
    },
    {
      ...base,
      id: 'page',
      type: 'iframe-of-tomorrow',
      x: 700,
      y: 0,
      width: 300,
      height: 200,
      html: '<script>alert(1)</script>',
    },
    { ...base, id: 'gone', type: 'rectangle', x: 0, y: 0, width: 1, height: 1, isDeleted: true },
    { ...base, id: 'far', type: 'rectangle', x: 1e12, y: 0, width: 1, height: 1 },
    { ...base, id: 'bad id', type: 'rectangle', x: 0, y: 0, width: 1, height: 1 },
    { ...base, id: 'no-numbers', type: 'rectangle', x: 'left', y: 0, width: 1, height: 1 },
    JSON.parse(
      '{"id":"__proto__","type":"__proto__","x":0,"y":0,"width":1,"height":1,"__proto__":{"polluted":true}}',
    ) as object,
    null,
    'text',
  ]
  const { imported, left } = await line.act('whiteboard.import', {
    board,
    file: JSON.stringify({ type: 'excalidraw', elements }),
    batch: 'b1',
  })
  assert.deepEqual([imported, left], [6, 5])
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  const exported = await line.act('whiteboard.export', { board, format: 'excalidraw' })
  assert.equal(exported.name, 'A board.excalidraw')
  const file = JSON.parse(exported.content) as { type: string; elements: Record<string, unknown>[] }
  assert.equal(file.type, 'excalidraw')
  const by = (id: string) => file.elements.find((each) => each['id'] === id) ?? {}
  const known = [
    'x',
    'y',
    'width',
    'height',
    'strokeColor',
    'backgroundColor',
    'strokeWidth',
    'strokeStyle',
    'groupIds',
    'roughness',
    'seed',
    'fromTheFuture',
    'link',
  ]
  for (const name of known) assert.deepEqual(by('box')[name], (elements[0] as Record<string, unknown>)[name], name)
  assert.deepEqual(
    [by('words')['text'], by('words')['containerId'], by('words')['fontFamily'], by('words')['fontSize']],
    ['Start <here> & "there"', 'box', 5, 28],
  )
  assert.deepEqual(by('way')['startBinding'], { elementId: 'box', focus: 0.3, gap: 7 })
  assert.deepEqual([by('way')['endArrowhead'], by('way')['type']], ['triangle', 'arrow'])
  assert.deepEqual(
    [by('pen')['points'], by('pen')['pressures']],
    [
      [
        [0, 0],
        [10, 5],
        [20, 10],
      ],
      [0.1, 0.5, 0.9],
    ],
  )
  assert.deepEqual([by('page')['type'], by('page')['html']], ['iframe-of-tomorrow', '<script>alert(1)</script>'])
  assert.equal(by('end')['link'], null)
  assert.ok(file.elements.every((each) => each['isDeleted'] === false))
  // Once more: the same file, and nothing new on the board for the same batch.
  const twice = await line.act('whiteboard.import', { board, file: exported.content, batch: 'b1' })
  assert.equal(twice.imported, 0)
  const other = await boardOf(line, 'Another')
  await line.act('whiteboard.import', { board: other, file: exported.content, batch: 'b2' })
  const again = JSON.parse(
    (await line.act('whiteboard.export', { board: other, format: 'excalidraw' })).content,
  ) as object
  const bare = (value: object) => JSON.parse(JSON.stringify(value).replaceAll('"bound":', '')) as object
  assert.deepEqual(bare(again), bare(file))
  for (const wrong of ['', '[', '{}', '{"elements":7}', 'null'])
    assert.equal(await tried(line, 'whiteboard.import', { board, file: wrong, batch: 'b' }), 'invalid_request', wrong)
})

test('no picture of a board can do anything: markup in it is text', async (t) => {
  const { lines, board } = await people(t, 1)
  const [line] = lines
  const nasty = `</text><script>alert(1)</script><a href="javascript:alert(1)">x</a>]]>&'"\u0000\u0008 ok`
  await line.act('whiteboard.rename', { board, title: nasty.slice(0, 100) })
  await apply(
    line,
    board,
    ...(['rectangle', 'ellipse', 'diamond', 'note', 'text', 'arrow', 'line'] as const).map((kind, i) =>
      shape(kind, { kind, x: i * 200, text: nasty, color: '#ff0000', fill: 'pink' }),
    ),
  )
  await apply(line, board, shape('pen', { kind: 'stroke', points: [0, 0, 10, 10, 20, 5] }))
  const file = JSON.stringify({
    elements: [{ id: 'x', type: '<script>', x: 0, y: 0, width: 10, height: 10, strokeColor: '"/><script>' }],
  })
  await line.act('whiteboard.import', { board, file, batch: 'b' })
  const { content, type } = await line.act('whiteboard.export', { board, format: 'svg' })
  assert.equal(type, 'image/svg+xml')
  assert.doesNotMatch(content, /<(?!\/?(?:svg|title|desc|g|rect|ellipse|path|text|tspan)\b)/)
  const tags = (content.match(/<[^>]*>/g) ?? []).join('\n')
  assert.doesNotMatch(tags, /href|\son\w+=|style=|url\(|NaN|Infinity|undefined/)
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(content, /[\u0000-\u0008]/)
  assert.match(content, /&lt;script&gt;/)
  const words = (await line.act('whiteboard.export', { board, format: 'text' })).content
  assert.match(words, /\[ellipse\] ellipse ".*at \(200, 0\), 100×60/)
  assert.equal(words.trim().split('\n').length, 2 + 9)
})

test('the boards of a visitor are the person’s who signs in with it, and what was shared stays shared', async (t) => {
  const place = await backend(t, { model: null })
  const signer = await register(place, place.app, 'person')
  const { visitors, lines, board } = await people(t, 2, place)
  const [line, friend] = lines
  const theirs = await boardOf(friend, 'Theirs')
  await friend.act('whiteboard.share', { board: theirs, person: line.welcome.sub })
  await apply(line, theirs, shape('by-me', { text: 'Mine' }))
  await apply(line, board, shape('a', { text: 'Mine' }), shape('b'))
  await apply(line, board, { op: 'remove', id: 'b' })
  const visitor = visitors[0] as Visitor
  const person = await signedIn(place, await vouch(signer, place), { keys: visitor.keys, ...actor(visitor) })
  const home = await person.connect(t)
  assert.deepEqual((await home.act('whiteboard.list', {})).boards.map(({ title }) => title).toSorted(), [
    'A board',
    'Theirs',
  ])
  const { elements } = await read(home, board)
  assert.deepEqual([elements[0]?.by, elements[0]?.words], [home.welcome.sub, home.welcome.sub])
  assert.deepEqual((await apply(home, board, { op: 'restore', id: 'b' })).refused, [])
  await apply(home, theirs, { op: 'set', id: 'by-me', to: { x: 5 } })
  assert.ok(!JSON.stringify(tables(place.dir, ['boards', 'elements', 'shares'])).includes(line.welcome.sub))
})

test('what was drawn and exported is what the pure model makes of it', async (t) => {
  const { lines, board } = await people(t, 1)
  const [line] = lines
  await apply(line, board, shape('a', { text: 'One' }))
  const { elements } = await read(line, board)
  const file = JSON.parse((await line.act('whiteboard.export', { board, format: 'excalidraw' })).content) as object
  const byId = new Map(elements.map((each: BoardElement) => [each.id, each]))
  assert.deepEqual(file, JSON.parse(JSON.stringify(toExcalidraw(byId))))
  const told = line.heard.find(({ event }) => event === 'whiteboard.board') as Published<'whiteboard.board'>
  assert.equal(told.data?.title, 'A board')
})
