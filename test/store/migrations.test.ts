/** Migrations: a store that an earlier version left opens, and everything in it is still there. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { test } from 'node:test'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { examine } from '../../bff/operate/doctor.ts'
import { answerBefore } from '../../bff/store/answered.ts'
import { digestOf } from '../../bff/store/journal.ts'
import { deployment } from '../../bff/store/deployment.ts'
import { migrations } from '../../bff/store/migrations/index.ts'
import { Rows } from '../../bff/store/rows.ts'
import { openSqlite } from '../../bff/store/sqlite.ts'
import { folder } from '../peer.ts'

/** A store as the migrations up to this one leave it. */
const storeAt = async (file: string, migration: string): Promise<DatabaseSync> => {
  const database = new DatabaseSync(file)
  const prepare = (sql: string) => {
    const statement = database.prepare(sql)
    return {
      reader: statement.columns().length > 0,
      all: (values: SQLInputValue[]) => statement.all(...values),
      run: (values: SQLInputValue[]) => statement.run(...values),
    }
  }
  const db = new Kysely({ dialect: new SqliteDialect({ database: { prepare, close: () => {} } as never }) })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateTo(migration)
  if (error) throw error
  return database
}

const add = (database: DatabaseSync, table: string, ...rows: Record<string, SQLInputValue>[]): void => {
  for (const row of rows) {
    const columns = Object.keys(row).map((name) => `"${name}"`)
    const marks = columns.map(() => '?').join()
    database.prepare(`insert into ${table} (${columns.join()}) values (${marks})`).run(...Object.values(row))
  }
}

const own = { space: 'sp_1', owner: 'vis:1', persona: 'pe_1' }

test('a store from before 0014 keeps its conversations, their events, its answers and what nobody had begun to write', async (t) => {
  const dir = folder(t)
  const file = join(dir, 'persona.db')
  const old = await storeAt(file, '0013-inbox')
  const conversation = { ...own, title: 'Bowls', created_at: 1, updated_at: 9, archived: 0, read_seq: 2 }
  add(old, 'conversations', { id: 'cnv_1', ...conversation }, { id: 'cnv_2', ...conversation, read_seq: 0 })
  const message = { ...own, conversation: 'cnv_1', role: 'persona', status: 'done', created_at: 1, superseded: 0 }
  // Seq 1 was the start, 5 and 8 were changes: messages have gaps, and ids need not be in their order.
  add(
    old,
    'messages',
    { ...message, id: 'msg_a', seq: 2, role: 'person', text: 'One' },
    { ...message, id: 'msg_c', seq: 3, text: 'First try', answers: 'msg_a' },
    { ...message, id: 'msg_b', seq: 6, text: 'Hel', answers: 'msg_a', status: 'streaming' },
    { ...message, id: 'msg_e', seq: 7, role: 'person', text: 'Two' },
    { ...message, id: 'msg_d', seq: 9, text: '', answers: 'msg_e', status: 'streaming' },
  )
  const run = {
    ...own,
    app: 'app_1',
    conversation: 'cnv_1',
    scope: 'chat:read chat:write',
    created_at: 1,
    updated_at: 1,
  }
  const token = JSON.stringify({ jti: 'jti_1', sid: 'ses_1', epoch: 0, origin: null })
  add(
    old,
    'runs',
    { ...run, id: 'run_1', message: 'msg_c', status: 'done', attempt: 1 },
    { ...run, id: 'run_2', message: 'msg_b', status: 'running', attempt: 1, token },
    { ...run, id: 'run_3', message: 'msg_d', status: 'queued', attempt: 0, token },
  )
  const act = {
    space: 'sp_1',
    actor: 'vis:1',
    door: 'socket',
    action: 'chat.send',
    result: 'ok',
    salt: 's',
    digest: 'd',
  }
  const told = [
    ['msg_a', 'msg_c'],
    ['msg_b', 'msg_e', 'msg_d'],
  ].map((ids) => JSON.stringify(ids.map((id) => ['chat.message', id]))) as [string, string]
  add(
    old,
    'journal',
    { ...act, n: 1, at: 1, act: 'act_1', stream: 'cnv_1', seq: 2, events: told[0] },
    { ...act, n: 2, at: 2, act: 'act_2', stream: 'cnv_1', seq: 5, events: told[1], before: 1 },
    { ...act, n: 3, at: 3, act: 'act_3', stream: 'cnv_2', seq: 1, events: '[["chat.conversation","cnv_2"]]' },
    { ...act, n: 4, at: 4, act: 'act_4', action: 'chat.remove', stream: 'cnv_gone', seq: 1, events: '[["",""]]' },
    { ...act, n: 5, at: 5, act: 'act_5', stream: 'pln_1', seq: 1, events: '[["plans.plan","pln_1"]]' },
  )
  const stream = { space: 'sp_1', stream: 'cnv_1', seq: 5, head: 2 }
  add(old, 'streams', stream, { ...stream, stream: 'cnv_2', seq: 1, head: 3 })
  add(
    old,
    'streams',
    { ...stream, stream: 'cnv_gone', seq: 1, head: 4 },
    { ...stream, stream: 'pln_1', seq: 1, head: 5 },
  )
  const call = { space: 'sp_1', sub: 'vis:1', key: 'key-1', action: 'chat.send', input: { text: 'One' } }
  const digest = digestOf([call.action, call.input], call.key)
  add(old, 'answered', {
    space: 'sp_1',
    sub: 'vis:1',
    key: 'key-1',
    action: 'chat.send',
    digest,
    answer: '{"seq":2}',
    expires: 9,
  })
  const named = (database: DatabaseSync, table: string) =>
    database.prepare(`select name, "notnull" from pragma_table_info('${table}')`).all()
  const before = ['messages', 'answered'].map((table) => [table, named(old, table)] as const)
  old.close()

  const store = await openSqlite(file)
  t.after(() => store.close())
  const rows = new Rows(store.read, { space: 'sp_1', person: 'vis:1', personas: ['pe_1'], permit: () => {} })
  const found = await rows.one('conversations', 'cnv_1')
  assert.deepEqual([found.title, found.read_seq, found.seq, found.head, found.last], ['Bowls', 2, 5, 2, 'msg_d'])
  const back = await rows.back('msg_d', 10)
  assert.deepEqual(
    back.map(({ id, text, before }) => [id, text, before]),
    [
      ['msg_d', '', 'msg_e'],
      ['msg_e', 'Two', 'msg_b'],
      ['msg_b', 'Hel', 'msg_c'],
      ['msg_c', 'First try', 'msg_a'],
      ['msg_a', 'One', null],
    ],
  )
  assert.deepEqual([...(await rows.unread(['cnv_1', 'cnv_2']))], [['cnv_1', 1]])
  const happened = await rows.happened(found, 1, 10)
  assert.deepEqual(
    happened.map(({ id, seq }) => [id, seq]),
    [
      ['msg_c', 2],
      ['msg_b', 3],
      ['msg_e', 4],
      ['msg_d', 5],
    ],
  )
  const open = await deployment(store.read).openRuns()
  assert.deepEqual(
    open.map(({ id, message: answer, status, app, scope, token: with_ }) => [id, answer, status, app, scope, with_]),
    [
      ['run_2', 'msg_b', 'running', 'app_1', run.scope, token],
      ['run_3', 'msg_d', 'queued', 'app_1', run.scope, token],
    ],
  )
  const empty = await rows.one('conversations', 'cnv_2')
  assert.deepEqual([empty.seq, empty.head, empty.last], [1, 3, null])
  const plan = await rows.position({ id: 'pln_1', owner: 'vis:1', persona: 'pe_1' })
  assert.deepEqual({ ...plan }, { seq: 1, head: 5 })
  assert.deepEqual((await examine({ store: file, spaces: join(dir, 'spaces') })).findings, [])
  assert.deepEqual(await answerBefore(store, call, 2), { answer: { seq: 2 } })
  const database = new DatabaseSync(file, { readOnly: true })
  t.after(() => database.close())
  for (const [table, columns] of before)
    for (const { name, notnull } of columns)
      assert.equal(
        named(database, table).find((each) => each['name'] === name)?.['notnull'],
        notnull,
        `${table}.${name}`,
      )
})
