/** Configuration: the only reader of the environment. One sentence for each mistake. */
import { z } from 'zod'
import { type Limits, limitsFrom, limits } from './limits/limits.ts'
import { isLoopback } from './spaces/document.ts'

const Flag = z.enum(['on', 'off'])
const Seconds = z.coerce.number().min(0.01).max(3600)
/** Texts with commas between them. */
const List = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .refine((list) => list.every((each) => each !== ''), 'must not have an empty entry')

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text,
      'must be an origin such as https://bff.example',
    )
    .refine(isSecure, 'must be https, or http on localhost')
    .optional(),
  DEMO: Flag.optional(),
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  METRICS: Flag.default('off'),
  PERSONA_ADMIN_KEY: z.string().min(1).optional(),
  LIMITS: z
    .string()
    .refine(
      (text) => text === 'on' || text === 'off' || limitsFrom(text) !== undefined,
      'must be on, off, or limits such as sockets.app=500,grants.visitors=5',
    )
    .default('on'),
  PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  DPOP_NONCE: Flag.default('off'),
  TOKEN_SECONDS: z.coerce.number().int().min(2).max(300).default(300),
  OPENAI_API_KEY: List.optional(),
  OPENAI_BASE_URL: List.refine((urls) => urls.every(isWeb), 'must be an http or https address').optional(),
  PERSONA_MODEL: List.default(['gpt-5-mini']),
  PERSONA_CONTEXT: z.coerce.number().int().min(2000).max(10_000_000).default(32_000),
  MODEL_FALLBACK: z.enum(['local', 'none']).default('local'),
  MODEL_RETRY_MS: z.coerce.number().min(1).max(10_000).default(250),
  MODEL_CONNECT_SECONDS: Seconds.default(10),
  MODEL_FIRST_SECONDS: Seconds.default(20),
  MODEL_IDLE_SECONDS: Seconds.default(15),
  MODEL_TOTAL_SECONDS: Seconds.default(120),
  LOCAL_PACE_MS: z.coerce.number().min(0).max(1000).default(12),
})

export interface Config {
  port: number
  host: string
  dataDir: string
  /** Unset: `http://localhost:<the port that was bound>`. */
  publicUrl: string | undefined
  demo: boolean
  quarantine: boolean
  /** Whether /metrics answers. */
  metrics: boolean
  /** For the command line, when a server is running. */
  adminKey: string | undefined
  logLevel: string
  /** What the doors count; `undefined`: they do not. */
  limits: Limits | undefined
  /** Proxies of ours before us, each of which adds to X-Forwarded-For. */
  proxies: number
  /** How long a runtime token lives. */
  tokenSeconds: number
  /** Whether proofs over HTTP must carry a nonce of ours. */
  dpopNonce: boolean
  model: {
    /** Tried one after another. None: the built-in local model. */
    chain: ModelServer[]
    /** Whether the built-in model answers, and says so, when none of the chain can be reached. */
    fallback: boolean
    /** How much a model can read at once, in tokens. */
    context: number
    /** Milliseconds before a second attempt; before a third, twice as many. */
    retry: number
    /** Limits, in milliseconds. `first`: until the first token; `idle`: between two. */
    timeouts: { connect: number; first: number; idle: number; total: number }
    /** Milliseconds between two chunks of the local model. */
    pace: number
  }
}

export interface ModelServer {
  apiKey: string
  /** Unset: the client's own. */
  baseURL: string | undefined
  model: string
}

/** Something the operator must mend before the process can start. */
export class Misconfigured extends Error {}

function isWeb(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isSecure(text: string): boolean {
  if (!URL.canParse(text)) return true
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** @throws Misconfigured, one sentence for each mistake */
export const readConfig = (env: NodeJS.ProcessEnv = process.env, argv: readonly string[] = process.argv): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success)
    throw new Misconfigured(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join('\n'))
  const e = parsed.data
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    publicUrl: e.PUBLIC_URL,
    demo: (e.DEMO ?? (e.NODE_ENV === 'production' ? 'off' : 'on')) === 'on',
    quarantine: argv.includes('--quarantine'),
    metrics: e.METRICS === 'on',
    adminKey: e.PERSONA_ADMIN_KEY,
    logLevel: e.LOG_LEVEL,
    limits: e.LIMITS === 'off' ? undefined : e.LIMITS === 'on' ? limits : limitsFrom(e.LIMITS),
    proxies: e.PROXY_HOPS,
    tokenSeconds: e.TOKEN_SECONDS,
    dpopNonce: e.DPOP_NONCE === 'on',
    model: {
      chain: chainOf(e),
      fallback: e.MODEL_FALLBACK === 'local',
      context: e.PERSONA_CONTEXT,
      retry: e.MODEL_RETRY_MS,
      timeouts: {
        connect: e.MODEL_CONNECT_SECONDS * 1000,
        first: e.MODEL_FIRST_SECONDS * 1000,
        idle: e.MODEL_IDLE_SECONDS * 1000,
        total: e.MODEL_TOTAL_SECONDS * 1000,
      },
      pace: e.LOCAL_PACE_MS,
    },
  }
}

/** Keys and addresses are one for all models, or one for each in the same order. @throws Misconfigured */
const chainOf = ({
  OPENAI_API_KEY: keys = [],
  OPENAI_BASE_URL: urls = [],
  PERSONA_MODEL: models,
}: Pick<z.output<typeof Environment>, 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'PERSONA_MODEL'>): ModelServer[] => {
  if (keys.length === 0 && urls.length === 0) return []
  for (const [name, list] of Object.entries({ OPENAI_API_KEY: keys, OPENAI_BASE_URL: urls }))
    if (list.length > 1 && list.length !== models.length)
      throw new Misconfigured(`${name}: must be one for all models, or one for each of PERSONA_MODEL.`)
  // A key is nobody else's: with several servers it is said whose it is.
  if (urls.length > 1 && keys.length === 1)
    throw new Misconfigured('OPENAI_API_KEY: must be one for each of several servers; none where one wants none.')
  return models.map((model, index) => ({
    model,
    // A server of one's own may ask for no key; the client still wants one to be there.
    apiKey: keys[index] ?? keys[0] ?? 'none',
    baseURL: urls[index] ?? urls[0],
  }))
}
