/** The model: one attempt at one server, its limits, and its failures in our words. The only importer of `openai`. */
import type {
  ChatCompletionChunk,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions'
import type { Stream } from 'openai/streaming'
import type { Config, ModelServer } from '../config.ts'
import { Problem } from '../problem.ts'
import { tokensIn, tokensOf } from './estimate.ts'
import { overHttp } from './wire.ts'

export type ModelMessage = ChatCompletionMessageParam
export type ModelTool = ChatCompletionTool

/** A tool that the model wants used. `arguments` is whatever text it wrote. */
export interface ToolCall {
  id: string
  name: string
  arguments: string
}

/** Tokens that one attempt took. */
export interface Usage {
  input: number
  output: number
  /** The server did not say, so it is our estimate. */
  estimated: boolean
}

export type ModelEvent = { text: string } | { calls: ToolCall[] } | { usage: Usage }

export interface Request {
  messages: ModelMessage[]
  tools: ModelTool[]
  signal: AbortSignal
  /** What was said of this very message before, to go on from. */
  begun?: string
  /** The built-in model answers, for the one that could not be reached before in this answer. */
  degraded?: boolean
  /** No words for a person: better none than the built-in model's. */
  inward?: boolean
  /** Asked before each attempt. It throws where there may be none. */
  admit?: () => Promise<void>
}

export interface Model {
  /** Whether it is more than the built-in one, so that it can be asked to sum something up. */
  readonly able?: boolean
  /**
   * Words as they come, then the tools it calls, if any; and what each attempt took.
   * @throws Problem model_*; the abort's reason when aborted
   */
  stream(request: Request): AsyncGenerator<ModelEvent>
}

/** Why an attempt failed. */
export class Failure extends Error {
  readonly problem: Problem
  /** Whether the same server may well answer the next time. */
  readonly again: boolean
  /** Milliseconds that the server wants to be left alone for. */
  readonly after: number | undefined
  constructor(problem: Problem, { again = true, after }: { again?: boolean; after?: number | undefined } = {}) {
    super(problem.message)
    this.problem = problem
    this.again = again
    this.after = after
  }
}

/** The longest arguments that are listened to. Longer ones are refused, so what is cut is never done. */
export const ARGUMENTS = 256_000
/** How long a server that has finished may take to say what it took. */
const TAIL = 2000

type Attempt = Pick<Request, 'messages' | 'tools' | 'signal'> & { /** milliseconds */ total: number }

/**
 * One attempt at one server: the built-in model where none is given.
 * @param onFault told what the server said, which a person is not
 * @returns throws Failure; the abort's reason when aborted
 */
export const callsTo = (
  server: ModelServer | undefined,
  { timeouts, pace }: Pick<Config['model'], 'timeouts' | 'pace'>,
  onFault: (thrown: unknown) => void,
): ((attempt: Attempt) => AsyncGenerator<ModelEvent>) => {
  let countsTokens = true
  // Loaded when somebody first says something: idle, it would only cost memory.
  let loading: ReturnType<typeof load> | undefined
  const load = async () => {
    const openai = await import('openai')
    const fetch = server ? overHttp : (await import('./local/index.ts')).localFetch({ pace })
    const client = new openai.OpenAI({
      apiKey: server?.apiKey ?? 'local',
      baseURL: server ? server.baseURL : 'http://local.invalid/v1',
      // A retry of the client's own would hide what it costs and how long it takes.
      maxRetries: 0,
      timeout: timeouts.total,
      // It would print what it cannot parse: somebody's words.
      logLevel: 'off',
      fetch,
    })
    return { client, openai }
  }

  return async function* attempt({ messages, tools, signal, total }) {
    const { client, openai } = await (loading ??= load())
    const watch = watchdog(signal, { ...timeouts, total })
    const calls: ToolCall[] = []
    let [answered, finished, said] = [false, false, '']
    let usage: Usage | undefined
    let failed: unknown
    const estimate = (): Usage => ({
      input: tokensOf(messages, tools),
      output: tokensIn(said + calls.map((call) => call.name + call.arguments).join('')),
      estimated: true,
    })
    try {
      const asked = {
        model: server?.model ?? 'persona-local',
        messages,
        stream: true,
        ...(countsTokens ? { stream_options: { include_usage: true } } : {}),
      }
      // Written here: most of it are the tools, and these are the same as the last time.
      const stream = await client.post<Stream<ChatCompletionChunk>>('/chat/completions', {
        body: withTools(JSON.stringify(asked), tools),
        headers: { 'content-type': 'application/json' },
        stream: true,
        signal: watch.signal,
      })
      answered = true
      watch.allow(timeouts.first)
      for await (const { choices, usage: took } of stream) {
        if (took) usage = { input: took.prompt_tokens, output: took.completion_tokens, estimated: 'estimated' in took }
        const [choice] = choices
        if (choice?.finish_reason) finished = true
        watch.allow(finished ? Math.min(timeouts.idle, TAIL) : timeouts.idle)
        if (!choice) continue
        for (const part of choice.delta.tool_calls ?? []) {
          const call = (calls[part.index] ??= { id: part.id ?? '', name: '', arguments: '' })
          call.name += part.function?.name ?? ''
          if (call.arguments.length <= ARGUMENTS) call.arguments += part.function?.arguments ?? ''
        }
        if (choice.delta.content) {
          said += choice.delta.content
          yield { text: choice.delta.content }
        }
      }
      watch.check()
    } catch (thrown) {
      failed = watch.signal.aborted ? watch.signal.reason : thrown
    } finally {
      watch.end()
    }
    // A refusal costs nothing; of what was only waited for in vain nobody knows.
    const isRefused = !answered && !watch.signal.aborted
    yield { usage: usage ?? (isRefused ? { input: 0, output: 0, estimated: false } : estimate()) }
    signal.throwIfAborted()
    // Whatever breaks after the end is no harm.
    if (finished) {
      if (calls.length > 0) yield { calls: calls.filter(Boolean) }
      return
    }
    if (failed instanceof Failure) throw failed
    if (failed !== undefined) onFault(failed)
    if (!(failed instanceof openai.APIError)) throw new Failure(broken())
    const { status } = failed
    // Some servers know nothing of counting tokens.
    if (status === 400 && countsTokens && /stream_options/.test(failed.message)) {
      countsTokens = false
      throw new Failure(away())
    }
    const after = waitOf(failed.headers)
    if (status === 429) throw new Failure(busy(), { after })
    throw new Failure(away(), { after, again: status === undefined || status >= 500 || status === 408 })
  }
}

const withTools = (asked: string, tools: readonly ModelTool[]): string =>
  tools.length > 0 ? `${asked.slice(0, -1)},"tools":[${tools.map(textOf).join(',')}]}` : asked

const known = new WeakMap<ModelTool, string>()
const textOf = (tool: ModelTool): string => {
  let text = known.get(tool)
  if (text === undefined) known.set(tool, (text = JSON.stringify(tool)))
  return text
}

const broken = () => new Problem('model_interrupted', 'The model broke off in the middle of its answer.')
const away = () => new Problem('model_unavailable', 'The model cannot be reached right now. Try again in a moment.')
const busy = () => new Problem('model_rate_limited', 'The model has too much to do right now. Try again in a moment.')

/** Retry-After in milliseconds: seconds or a date (RFC 9110, section 10.2.3). */
const waitOf = (headers: Headers | undefined): number | undefined => {
  const text = headers?.get('retry-after')
  if (!text) return undefined
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

/** One abort signal for the caller's wish and for every limit. */
const watchdog = (caller: AbortSignal, { connect, total }: Config['model']['timeouts']) => {
  const controller = new AbortController()
  const late = (again: boolean): void =>
    controller.abort(
      new Failure(new Problem('model_timeout', 'The model took too long to answer. Try again.'), { again }),
    )
  const stop = (): void => controller.abort(caller.reason)
  if (caller.aborted) stop()
  caller.addEventListener('abort', stop, { once: true })
  const whole = setTimeout(late, total, false)
  let step = setTimeout(late, connect, true)
  return {
    signal: controller.signal,
    /** The next thing must happen within this many milliseconds. */
    allow(ms: number): void {
      clearTimeout(step)
      step = setTimeout(late, ms, true)
    },
    /** @throws why it was aborted, if it was */
    check(): void {
      if (controller.signal.aborted) throw controller.signal.reason
    },
    end(): void {
      clearTimeout(whole)
      clearTimeout(step)
      caller.removeEventListener('abort', stop)
    },
  }
}
