/** The gate without a server: for the command line, when it holds the data directory itself. */
import { localBus } from './bus/local.ts'
import { capabilities } from './capabilities/index.ts'
import type { Config } from './config.ts'
import { holdDataDir } from './datadir.ts'
import { type Gate, makeGate } from './gate.ts'
import { loadRevocation, prepareDeployment } from './identity/identity.ts'
import { makeAlive } from './policy/alive.ts'
import { loadSpaces } from './spaces/spaces.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

export interface Offline {
  readonly gate: Gate
  readonly store: Store
  /** The admin key, when it was made just now. */
  readonly adminKey: string | undefined
  close(): Promise<void>
}

/** @throws Held, when a server runs on this directory; Unreadable */
export const openOffline = async ({ dataDir, quarantine }: Config): Promise<Offline> => {
  const now = Date.now
  const dir = holdDataDir(dataDir)
  const store = await openSqlite(dir.store)
  const close = async (): Promise<void> => {
    await store.close()
    dir.release()
  }
  try {
    const spaces = await loadSpaces(dir.spaces, store, { quarantine, now })
    const adminKey = await prepareDeployment(store, now)
    const bus = localBus()
    const revocation = await loadRevocation(store, bus, now)
    const alive = makeAlive(revocation, spaces)
    const { catchUp } = revocation
    const onFault = (thrown: unknown): void => void process.stderr.write(`${String(thrown)}\n`)
    const gate = makeGate({ families: capabilities, store, spaces, bus, alive, catchUp, now, onFault })
    return { gate, store, adminKey, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}
