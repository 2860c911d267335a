/** The composition root: the only file that knows every part. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino, type Logger } from 'pino'
import { assets } from './assets.ts'
import { type Brain, startBrain } from './brain/brain.ts'
import { makeModel } from './brain/chain.ts'
import type { Model } from './brain/model.ts'
import type { Notice } from './bus/bus.ts'
import { localBus } from './bus/local.ts'
import { capabilities } from './capabilities/index.ts'
import type { Family } from './capability.ts'
import { type Clock, startClock } from './clock.ts'
import type { Config } from './config.ts'
import { holdDataDir } from './datadir.ts'
import { type Demo, seedDemo } from './demo.ts'
import { type Gate, makeGate } from './gate.ts'
import { makeHttp } from './http.ts'
import { makeAdmission } from './limits/admission.ts'
import { dueIn } from './jobs/due.ts'
import { makeLimiter, unlimited } from './limits/limiter.ts'
import { loadRevocation, makeIdentity, prepareDeployment } from './identity/identity.ts'
import { makeMetrics } from './metrics.ts'
import { startOutbox } from './outbox.ts'
import { makeAlive } from './policy/alive.ts'
import { reachOf } from './policy/policy.ts'
import { movedNotices } from './record.ts'
import { makeRelay } from './signals.ts'
import { makeSocketDoor } from './socket.ts'
import { type LoadedSpaces, loadSpaces } from './spaces/spaces.ts'
import { seal } from './store/journal.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

export interface Running extends AsyncDisposable {
  readonly url: string
  readonly gate: Gate
  readonly store: Store
  readonly spaces: LoadedSpaces
  /** The admin key, when this start made it. */
  readonly adminKey: string | undefined
  readonly demo: Demo | undefined
  /** Perform what is due now; the clock does it by itself within a second. */
  tick(): Promise<void>
  /** Finish what is being done, then let go of everything. @param ms how long answers may still take */
  close(ms?: number): Promise<void>
}

export interface Overrides {
  now?: () => number
  /** `null`: nobody answers. */
  model?: Model | null
  /** Families beside the product's own. */
  families?: readonly Family[]
  /** Told after each commit of the runtime store. */
  onCommit?: () => void
  log?: Logger
}

/**
 * Start a server.
 * @throws Held, when another process holds the data directory; Unreadable, when a space document cannot be read
 */
export const start = async (
  config: Config,
  { now = Date.now, model, log = logger(config), families = [], onCommit = () => {} }: Overrides = {},
): Promise<Running> => {
  const stack = new AsyncDisposableStack()
  try {
    return await compose(config, { now, log, families, onCommit, ...(model === undefined ? {} : { model }) }, stack)
  } catch (thrown) {
    await stack.disposeAsync()
    throw thrown
  }
}

const compose = async (
  config: Config,
  { now, model, log, families, onCommit }: Pick<Overrides, 'model'> & Required<Omit<Overrides, 'model'>>,
  stack: AsyncDisposableStack,
): Promise<Running> => {
  const dir = holdDataDir(config.dataDir)
  stack.defer(() => dir.release())
  const metrics = config.metrics ? makeMetrics() : undefined
  const store = await openSqlite(dir.store, (acts) => {
    metrics?.committed(acts)
    onCommit()
  })
  stack.defer(() => store.close())
  const spaces = await loadSpaces(dir.spaces, store, { quarantine: config.quarantine, now })

  // The port is bound first: the issuer names it.
  let door: RequestListener = (_, response) => void response.writeHead(503, { 'Retry-After': '1' }).end()
  const server = createServer(quick, (request, response) => door(request, response))
  await listen(server, config.port, config.host)
  stack.defer(() => closeServer(server))
  const { port } = server.address() as AddressInfo
  const issuer = config.publicUrl ?? `http://localhost:${port}`
  // Made only where nothing can stand in the way any more: it is shown once, by the start that makes it.
  const adminKey = await prepareDeployment(store, now)

  const onFault = (err: unknown, about: { action: string; requestId: string | undefined }): void =>
    log.error({ err, ...about }, 'fault')
  const limiter = config.limits ? makeLimiter(config.limits) : unlimited
  const bus = localBus()
  const relay = makeRelay(bus, store)
  stack.defer(bus.subscribe((notice) => handedOver(notice, log)))
  const revocation = await loadRevocation(store, bus, now)
  const alive = makeAlive(revocation, spaces)
  const plain = makeGate({
    families: [...capabilities, ...families],
    store,
    spaces,
    bus,
    alive,
    catchUp: revocation.catchUp,
    now,
    onFault,
  })
  const gate = metrics?.counted(plain) ?? plain
  if (metrics) stack.defer(metrics.watch(server, bus))
  const actions = [...gate.actions.values()]
  const identity = await makeIdentity({
    store,
    spaces,
    revocation,
    issuer,
    bus,
    tokenSeconds: config.tokenSeconds,
    dpopNonce: config.dpopNonce,
    now,
    reach: (document, persona) => reachOf(document, persona, actions),
    notices: movedNotices(capabilities),
  })
  const demo = config.demo ? await seedDemo(gate, spaces, store, issuer) : undefined

  const ready = async (): Promise<void> => {
    await store.read.selectFrom('settings').select('name').limit(1).execute()
  }
  door = makeHttp({
    gate,
    identity,
    spaces,
    ready,
    metrics: metrics && (() => metrics.text(store)),
    assets: assets(demo),
    limiter,
    proxies: config.proxies,
    log: (line) => log.info(line, 'http'),
    onFault,
  })
  const panels = capabilities.filter(({ panel }) => panel).map(({ name }) => name)
  const sockets = makeSocketDoor({
    server,
    gate,
    identity,
    spaces,
    bus,
    relay,
    panels,
    alive,
    limiter,
    admission: makeAdmission(config.limits, limiter),
    proxies: config.proxies,
    log,
    now,
  })
  stack.defer(() => sockets.close())

  const outbox = startOutbox({ gate, store, bus, now, onFault })
  stack.defer(() => outbox.close())
  const brain = startedBrain()
  stack.defer(() => brain?.close(0))
  const clock: Clock = startClock({ gate, due: dueIn(store), spaces, bus, alive, now, onFault })
  stack.defer(() => clock.stop())
  const sealing = setInterval(() => void seal(store).catch((err: unknown) => log.error({ err }, 'seal')), 500)
  stack.defer(() => clearInterval(sealing))
  dir.announce(issuer)

  function startedBrain(): Brain | undefined {
    if (model === null) return undefined
    const spoken = model ?? makeModel(config.model, (err) => log.warn({ err }, 'model'))
    return startBrain({
      gate,
      store,
      spaces,
      bus,
      relay,
      alive,
      model: spoken,
      outbox,
      context: config.model.context,
      now,
      onFault,
    })
  }

  let closed: Promise<void> | undefined
  const close = (ms = 5000): Promise<void> =>
    (closed ??= (async () => {
      await clock.stop()
      await brain?.close(ms)
      await seal(store).catch(() => 0)
      await stack.disposeAsync()
    })())
  return {
    url: issuer,
    gate,
    store,
    spaces,
    adminKey,
    demo,
    tick: clock.tick,
    close,
    [Symbol.asyncDispose]: () => close(0),
  }
}

/** Somebody of the team is to look: the line to have an alert on. */
const handedOver = (notice: Notice, log: Logger): void => {
  if (notice.kind !== 'events') return
  for (const { event, stream, data } of notice.events)
    if (event === 'chat.message' && data && 'role' in data && data.role === 'team' && data.text === '')
      log.warn({ conversation: stream }, 'handoff')
}

/** Whoever sends a request slowly is not waited for long. Milliseconds. */
const quick = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 }

const logger = ({ logLevel }: Config): Logger =>
  pino({
    level: logLevel,
    base: null,
    redact: [
      '*.token',
      '*.proof',
      '*.secret',
      '*.authorization',
      '*.headers',
      'err.request',
      'err.headers',
      'err.error',
    ],
  })

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    if (!server.listening) return resolve()
    server.close(() => resolve())
    server.closeAllConnections()
  })
