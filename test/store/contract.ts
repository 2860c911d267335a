/** What every adapter of the runtime store must promise. A second one runs the same suite. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { append, seal, verify } from '../../bff/store/journal.ts'
import { deployment } from '../../bff/store/deployment.ts'
import { Rows } from '../../bff/store/rows.ts'
import type { Db, Store } from '../../bff/store/store.ts'

export interface Place {
  /** Open the store that lives here; the first time it is empty. */
  open(): Promise<Store>
}

const setting = (db: Db, name: string) => deployment(db).setting(name)
const set =
  (name: string, value = 'yes') =>
  (db: Db) =>
    deployment(db).setSetting(name, value)

const conversation = (id: string, more: object = {}) => ({
  id,
  persona: 'pe_1',
  title: id,
  created_at: 1,
  updated_at: 1,
  archived: 0,
  read_seq: 0,
  seq: 0,
  head: null,
  last: null,
  ...more,
})

const board = (id: string) => ({
  id,
  persona: 'pe_1',
  title: id,
  elements: 0,
  kept: 0,
  swept: 0,
  created_at: 1,
  updated_at: 1,
})

const element = (on: string, name: string) => ({
  id: `${on}/${name}`,
  persona: 'pe_1',
  board: on,
  name,
  data: '{}',
  z: 'a0',
  made_by: 'vis:1',
  words: null,
  starts: null,
  ends: null,
  removed_at: null,
  removed_by: null,
})

const share = (id: string, person: string, can: 'look' | 'edit') => ({
  id,
  persona: 'pe_1',
  thing: 'shared',
  person,
  can,
  created_at: 1,
})

const rowsFor = (db: Db, person = 'vis:1', space = 'sp_1', personas = ['pe_1', 'pe_2']) =>
  new Rows(db, { space, person, personas, permit: () => {} })

/** @param at an empty place of the test's own, which goes with it */
export const contract = (name: string, at: (t: TestContext) => Place): void => {
  const opened = async (t: TestContext): Promise<Store> => {
    const store = await at(t).open()
    t.after(() => store.close())
    return store
  }

  test(`${name}: what was written is read after the write, and after the store was closed and opened again`, async (t) => {
    const place = at(t)
    const first = await place.open()
    await first.write(set('a'))
    assert.equal(await setting(first.read, 'a'), 'yes')
    await first.checkpoint()
    await first.write(set('b'))
    await first.close()
    const second = await place.open()
    t.after(() => second.close())
    assert.deepEqual([await setting(second.read, 'a'), await setting(second.read, 'b')], ['yes', 'yes'])
  })

  test(`${name}: acts run one after another, in the order in which they came`, async (t) => {
    const store = await opened(t)
    let inside = 0
    const order: number[] = []
    await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        store.write(async (db) => {
          assert.equal(++inside, 1)
          await set(`k${index % 3}`, String(index))(db)
          order.push(index)
          inside--
        }),
      ),
    )
    assert.deepEqual(
      order,
      Array.from({ length: 300 }, (_, index) => index),
    )
    assert.equal(await setting(store.read, 'k2'), '299')
  })

  test(`${name}: an act that throws undoes its own writes and not its neighbours'`, async (t) => {
    const store = await opened(t)
    const results = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) =>
        store.write(async (db) => {
          await set(`act ${index}`)(db)
          if (index % 3 === 1) throw new Error(`act ${index}`)
          return index
        }),
      ),
    )
    for (const [index, result] of results.entries()) {
      const failed = index % 3 === 1
      assert.equal(result.status, failed ? 'rejected' : 'fulfilled')
      if (result.status === 'rejected') assert.equal((result.reason as Error).message, `act ${index}`)
      assert.equal(await setting(store.read, `act ${index}`), failed ? undefined : 'yes')
    }
  })

  test(`${name}: an act sees what was written before it, and a reader nothing that is not committed`, async (t) => {
    const store = await opened(t)
    let seen: string | undefined = 'nothing'
    const first = store.write(async (db) => {
      await set('a', '1')(db)
      seen = await setting(store.read, 'a')
    })
    const second = store.write((db) => setting(db, 'a'))
    await first
    assert.equal(seen, undefined)
    assert.equal(await second, '1')
  })

  test(`${name}: a broken rule of a table is the error of its act alone`, async (t) => {
    const store = await opened(t)
    const add = (id: string) => store.write((db) => rowsFor(db).add('conversations', conversation(id)))
    const results = await Promise.allSettled([add('c1'), add('c1'), add('c2')])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
  })

  test(`${name}: a stream counts without a gap, also when acts between fail`, async (t) => {
    const store = await opened(t)
    await store.write((db) => rowsFor(db).add('conversations', conversation('cnv_1')))
    const own = (db: Db) => rowsFor(db).one('conversations', 'cnv_1')
    const other = async () => ({ id: 'other', owner: 'vis:1', persona: 'pe_1' })
    for (const stream of [own, other]) {
      const taken: number[] = []
      await Promise.allSettled(
        Array.from({ length: 60 }, (_, index) =>
          store.write(async (db) => {
            const count = 1 + (index % 3)
            const rows = rowsFor(db)
            const row = await stream(db)
            const { seq } = await rows.position(row)
            await rows.advance(row, { seq: seq + count, head: index }, {})
            if (index % 7 === 0) throw new Error('undone')
            for (let each = 1; each <= count; each++) taken.push(seq + each)
          }),
        ),
      )
      assert.deepEqual(
        taken,
        Array.from({ length: taken.length }, (_, index) => index + 1),
      )
      const position = await rowsFor(store.read).position(await stream(store.read))
      assert.deepEqual({ ...position }, { seq: taken.length, head: 59 })
    }
  })

  test(`${name}: rows are the space's, the person's and the personas' own, to read, change and remove`, async (t) => {
    const store = await opened(t)
    await store.write(async (db) => {
      await rowsFor(db).add('conversations', conversation('mine'), conversation('second', { persona: 'pe_2' }))
      await rowsFor(db, 'vis:2').add('conversations', conversation('other'))
      await rowsFor(db, 'vis:1', 'sp_2').add('conversations', conversation('elsewhere'))
    })
    const listed = async (rows: Rows) => {
      const found = await rows.from('conversations').select('conversations.id').orderBy('conversations.id').execute()
      return found.map(({ id }) => id)
    }
    assert.deepEqual(await listed(rowsFor(store.read)), ['mine', 'second'])
    assert.deepEqual(await listed(rowsFor(store.read, 'vis:1', 'sp_1', ['pe_2'])), ['second'])
    assert.deepEqual(await listed(rowsFor(store.read, 'vis:1', 'sp_1', [])), [])
    for (const foreign of ['other', 'elsewhere', 'nothing']) {
      await assert.rejects(rowsFor(store.read).one('conversations', foreign), { code: 'not_found' })
      await store.write(async (db) => {
        await rowsFor(db).change('conversations', foreign, { title: 'stolen' })
        await rowsFor(db).remove('conversations', 'id', foreign)
      })
    }
    const other = await rowsFor(store.read, 'vis:2').one('conversations', 'other')
    assert.equal(other.title, 'other')
    await store.write(async (db) => {
      await rowsFor(db).change('conversations', 'mine', { title: 'changed' })
      await rowsFor(db).remove('conversations', 'id', 'second')
    })
    assert.equal((await rowsFor(store.read).one('conversations', 'mine')).title, 'changed')
    assert.deepEqual(await listed(rowsFor(store.read)), ['mine'])
  })

  test(`${name}: rows of a shared thing are those of that thing, and of nothing else that its owner has`, async (t) => {
    const store = await opened(t)
    await store.write(async (db) => {
      const owner = rowsFor(db)
      await owner.add('boards', board('shared'), board('private'))
      await owner.add('shares', share('look', 'vis:2', 'look'), share('edit', 'vis:3', 'edit'))
      await owner.add('conversations', conversation('mine'))
      await owner.add('elements', element('shared', 'a'), element('private', 'b'))
    })
    const missing = { code: 'not_found' }
    for (const stranger of [
      rowsFor(store.read, 'vis:4'),
      rowsFor(store.read, 'vis:2', 'sp_2'),
      rowsFor(store.read, 'vis:2', 'sp_1', ['pe_2']),
    ])
      await assert.rejects(stranger.shared('boards', 'shared', 'look'), missing)
    await assert.rejects(rowsFor(store.read, 'vis:3').shared('boards', 'private', 'look'), missing)
    await assert.rejects(rowsFor(store.read, 'vis:2').shared('boards', 'shared', 'edit'), { code: 'not_allowed' })
    await store.write(async (db) => {
      const { row, rows } = await rowsFor(db, 'vis:3').shared('boards', 'shared', 'edit')
      assert.equal(row.owner, 'vis:1')
      assert.deepEqual(
        (await rows.from('elements').select('name').execute()).map((each) => each.name),
        ['a'],
      )
      assert.deepEqual(
        (await rows.all('elements', ['shared/a', 'private/b'])).map((each) => each.name),
        ['a'],
      )
      await assert.rejects(rows.one('elements', 'private/b'), missing)
      await assert.rejects(rows.one('boards', 'private'), missing)
      await rows.change('elements', 'private/b', { data: 'stolen' })
      await rows.change('elements', 'shared/a', { data: 'changed' })
      await rows.remove('elements', 'id', 'private/b')
      await assert.rejects(rows.add('elements', element('private', 'c')), /something else/)
      await assert.rejects(rows.one('conversations', 'mine'), /no part of what is shared/)
      assert.throws(() => rows.from('messages'), /no part of what is shared/)
      await rows.add('elements', element('shared', 'd'))
    })
    const kept = await rowsFor(store.read).from('elements').select(['name', 'data']).orderBy('id').execute()
    assert.deepEqual(
      kept.map(({ name: each, data }) => `${each} ${data}`),
      ['b {}', 'a changed', 'd {}'],
    )
  })

  test(`${name}: text of any kind comes back as it was`, async (t) => {
    const store = await opened(t)
    const texts = [
      '',
      'ä 🦊 \u{1F468}\u200D\u{1F469}',
      "'; drop table settings; --",
      'x'.repeat(200_000),
      'a\nb\tc',
      '\uFEFFbom',
    ]
    for (const [index, text] of texts.entries()) await store.write(set(`text ${index}`, text))
    for (const [index, text] of texts.entries()) assert.equal(await setting(store.read, `text ${index}`), text)
  })

  test(`${name}: a single-use value is fresh once, whoever asks at the same time`, async (t) => {
    const store = await opened(t)
    const fresh = await Promise.all(
      Array.from({ length: 20 }, () => store.write((db) => deployment(db).useOnce('value', 10))),
    )
    assert.equal(fresh.filter(Boolean).length, 1)
    assert.equal(fresh[0], true)
    await store.write((db) => deployment(db).sweep(11))
    assert.equal(await store.write((db) => deployment(db).useOnce('value', 20)), true)
  })

  test(`${name}: the journal keeps order, is sealed once, and is walked by space`, async (t) => {
    const store = await opened(t)
    const entry = (space: string, index: number) => ({
      at: index,
      space,
      act: `act_${index}`,
      actor: 'vis:1',
      app: null,
      jti: null,
      door: 'http',
      action: 'probe.add',
      result: 'ok',
      stream: null,
      seq: null,
      events: null,
      owner: null,
      revision: null,
      request_id: null,
    })
    for (let index = 0; index < 10; index++)
      await store.write((db) => append(db, { index }, [entry(index % 2 ? 'sp_1' : 'sp_2', index)]))
    assert.deepEqual((await verify(store.read)).get('sp_1'), { sealed: 0, unsealed: 5, broken: null })
    assert.equal(await seal(store, 6), 6)
    assert.equal(await seal(store), 4)
    assert.equal(await seal(store), 0)
    for (const space of ['sp_1', 'sp_2'])
      assert.deepEqual((await verify(store.read)).get(space), { sealed: 5, unsealed: 0, broken: null })
    const acts = await store.read.selectFrom('journal').select('act').orderBy('n').execute()
    assert.deepEqual(
      acts.map(({ act }) => act),
      Array.from({ length: 10 }, (_, index) => `act_${index}`),
    )
  })
}
