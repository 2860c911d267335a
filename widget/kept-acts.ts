/**
 * Acts that outlive the page: in IndexedDB, one database for each app, so that forgetting is dropping it.
 *
 * Each page keeps its own, and holds a lock while it lives; when the lock comes free, another page takes over what was
 * left. Two that take over the same act send it under the same key, so that nothing is done twice.
 */
import { Channel } from './channel.ts'
import { actsOf } from './forget.ts'
import type { Act } from './outbox.ts'

export interface Keeper {
  put(act: Act): void
  remove(key: string): void
  close(): void
}

interface Row {
  act: Act
  /** Whose it is: nobody else ever sends it. */
  sub: string
  page: string
  /** Rises from act to act. */
  order: number
}

let latest = 0
/** Milliseconds since the epoch, and never the same twice in a page. */
const nextOrder = (): number => (latest = Math.max(Date.now(), latest + 0.01))

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })

const opened = async (id: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(actsOf(id), 1)
  request.onupgradeneeded = () => request.result.createObjectStore('acts')
  const database = await asked(request)
  // Forgotten by a log-out in another tab: what was kept is gone, and so is the reason to keep.
  database.onversionchange = () => database.close()
  return database
}

/**
 * @param sub who it is that acts
 * @param adopt is given the acts that pages left which are gone, in the order in which they were made
 * @throws anything where nothing can be kept
 */
export const keep = async (id: string, sub: string, adopt: (acts: readonly Act[]) => void): Promise<Keeper> => {
  const database = await opened(id)
  const page = crypto.randomUUID()
  const life = new AbortController()
  const { signal } = life
  const awaited = new Set<string>([page])
  const orders = new Map<string, number>()
  let told = false

  const change = (run: (acts: IDBObjectStore) => IDBRequest): void => {
    try {
      const transaction = database.transaction('acts', 'readwrite')
      run(transaction.objectStore('acts'))
      // Do not wait for the end of the task: it may be the page's last.
      transaction.commit()
    } catch {
      // It was forgotten.
    }
  }

  /** A visitor who signs in goes on under the same key, and with what waited: a log-out drops all of it. */
  const isMine = (row: Row): boolean => row.sub === sub || (row.sub.startsWith('vis:') && sub.startsWith('usr:'))

  const put = (act: Act): void => {
    const order = orders.get(act.key) ?? nextOrder()
    orders.set(act.key, order)
    change((acts) => acts.put({ act, sub, page, order } satisfies Row, act.key))
  }

  const rows = async (): Promise<Row[]> => {
    const all = (await asked(database.transaction('acts').objectStore('acts').getAll())) as Row[]
    return all.filter(isMine).toSorted((a, b) => a.order - b.order)
  }

  /** Take over from a page, once it is gone. */
  const inherit = async (other: string): Promise<void> => {
    if (awaited.has(other)) return
    awaited.add(other)
    try {
      await navigator.locks?.request(`persona:page:${other}`, { mode: 'shared', signal }, () => {})
      const left = (await rows()).filter((row) => row.page === other)
      for (const row of left) {
        orders.set(row.act.key, row.order)
        put(row.act)
      }
      if (!signal.aborted) adopt(left.map(({ act }) => act))
    } catch {
      // This page was closed first.
    }
    // It may come back, and leave something again.
    awaited.delete(other)
  }

  // Without locks nobody knows who lives: then what is there is everybody's.
  let release = (): void => {}
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      if (!navigator.locks) return resolve()
      const held = new Promise<void>((free) => (release = free))
      void navigator.locks.request(`persona:page:${page}`, () => {
        resolve()
        return held
      })
    })
  signal.addEventListener('abort', () => release())
  // A page that is put aside does nothing for long: others go on with what it has. If it comes back, so does it, and what
  // is done by two under one key is done once.
  addEventListener('pagehide', () => release(), { signal })

  /** Those that are gone already are taken up before anything new is sent; for the others it is waited. */
  const look = async (): Promise<void> => {
    const left = new Set((await rows()).map((row) => row.page))
    const held = (await navigator.locks?.query())?.held ?? []
    const gone = [...left].filter((other) => !held.some(({ name }) => name === `persona:page:${other}`))
    await Promise.all(gone.map(inherit))
    for (const other of left) void inherit(other)
  }

  await hold()
  const news = new Channel<string>(
    actsOf(id),
    (other) => void inherit(other),
    () => {
      told = false
      void hold().then(look, () => {})
    },
  )
  await look()

  return {
    put(act) {
      put(act)
      if (!told) news.tell(page)
      told = true
    },
    remove(key) {
      orders.delete(key)
      change((acts) => acts.delete(key))
    },
    close() {
      life.abort()
      news.close()
      database.close()
    },
  }
}
