/** Where the key pair and its refresh token rest: IndexedDB, or this page's memory where there is none. */

export interface Kept {
  /** Not extractable: it can sign here and be copied nowhere. */
  keys: CryptoKeyPair
  refreshToken: string | null
  /** Whom the page said this is, by the `sub` of its assertion; absent for a visitor. */
  person?: string
}

export interface KeyStore {
  get(id: string): Promise<Kept | null>
  put(id: string, kept: Kept): Promise<void>
  remove(id: string): Promise<void>
}

const memory = new Map<string, Kept>()

const inMemory: KeyStore = {
  get: async (id) => memory.get(id) ?? null,
  put: async (id, kept) => void memory.set(id, kept),
  remove: async (id) => void memory.delete(id),
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('persona', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('sessions')
  return asked(request)
}

const inDatabase = (database: IDBDatabase): KeyStore => {
  const store = (mode: IDBTransactionMode) => database.transaction('sessions', mode).objectStore('sessions')
  return {
    get: async (id) => ((await asked(store('readonly').get(id))) as Kept | undefined) ?? null,
    put: async (id, kept) => void (await asked(store('readwrite').put(kept, id))),
    remove: async (id) => void (await asked(store('readwrite').delete(id))),
  }
}

/** Private windows and blocked storage make IndexedDB throw: the person is then new on every page. */
export const openKeys = async (): Promise<KeyStore> => {
  try {
    return inDatabase(await openDatabase())
  } catch {
    return inMemory
  }
}
