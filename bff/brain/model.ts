/** The model: one streaming call, its limits, and its failures in our words. The only importer of `openai`. */
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions'
import type { Config } from '../config.ts'
import { Problem } from '../problem.ts'

export type ModelMessage = ChatCompletionMessageParam
export type ModelTool = ChatCompletionTool

/** A tool that the model wants used. `arguments` is whatever text it wrote. */
export interface ToolCall {
  id: string
  name: string
  arguments: string
}

export type ModelEvent = { text: string } | { calls: ToolCall[] }

export interface Model {
  /** Words as they come, then the tools it calls, if any. @throws Problem model_*; the abort's reason when aborted */
  stream(request: { messages: ModelMessage[]; tools: ModelTool[]; signal: AbortSignal }): AsyncGenerator<ModelEvent>
}

/** @param onFault told what the model's server said, which a person is not */
export const makeModel = (config: Config['model'], onFault: (thrown: unknown) => void): Model => {
  const { remote, timeouts, pace } = config
  const name = remote?.model ?? 'persona-local'

  // Loaded when somebody first says something: idle, it would only cost memory.
  let loading: ReturnType<typeof load> | undefined
  const load = async () => {
    const openai = await import('openai')
    const local = remote ? undefined : (await import('./local/index.ts')).localFetch({ pace })
    const client = new openai.OpenAI({
      apiKey: remote?.apiKey ?? 'local',
      baseURL: remote?.baseURL ?? (remote ? undefined : 'http://local.invalid/v1'),
      // A retry of the client's own would hide what it costs and how long it takes.
      maxRetries: 0,
      timeout: timeouts.total,
      // It would print what it cannot parse: somebody's words.
      logLevel: 'off',
      ...(local ? { fetch: local } : {}),
    })
    return { client, openai }
  }

  return {
    async *stream({ messages, tools, signal }) {
      const { client, openai } = await (loading ??= load())
      const watch = watchdog(signal, timeouts)
      const calls: ToolCall[] = []
      let finished = false
      try {
        const stream = await client.chat.completions.create(
          { model: name, messages, stream: true, ...(tools.length > 0 ? { tools } : {}) },
          { signal: watch.signal },
        )
        watch.allow(timeouts.first)
        for await (const { choices } of stream) {
          watch.allow(timeouts.idle)
          const [choice] = choices
          if (!choice) continue
          for (const part of choice.delta.tool_calls ?? []) {
            const call = (calls[part.index] ??= { id: part.id ?? '', name: '', arguments: '' })
            call.name += part.function?.name ?? ''
            call.arguments += part.function?.arguments ?? ''
          }
          if (choice.delta.content) yield { text: choice.delta.content }
          if (choice.finish_reason) finished = true
        }
        watch.check()
        if (!finished) throw new Problem('model_interrupted', 'The model broke off in the middle of its answer.')
      } catch (thrown) {
        watch.check()
        if (thrown instanceof Problem) throw thrown
        onFault(thrown)
        if (thrown instanceof openai.APIError && thrown.status === 429)
          throw new Problem('model_rate_limited', 'The model has too much to do right now. Try again in a moment.')
        if (thrown instanceof openai.APIError && !(thrown instanceof openai.APIConnectionError && finished))
          throw new Problem('model_unavailable', 'The model cannot be reached right now. Try again in a moment.')
        throw new Problem('model_interrupted', 'The model broke off in the middle of its answer.')
      } finally {
        watch.end()
      }
      if (calls.length > 0) yield { calls: calls.filter(Boolean) }
    },
  }
}

/** One abort signal for the caller's wish and for every limit. */
const watchdog = (caller: AbortSignal, { connect, total }: Config['model']['timeouts']) => {
  const controller = new AbortController()
  const late = (): void =>
    controller.abort(new Problem('model_timeout', 'The model took too long to answer. Try again.'))
  const stop = (): void => controller.abort(caller.reason)
  if (caller.aborted) stop()
  caller.addEventListener('abort', stop, { once: true })
  const whole = setTimeout(late, total)
  let step = setTimeout(late, connect)
  return {
    signal: controller.signal,
    /** The next thing must happen within this many milliseconds. */
    allow(ms: number): void {
      clearTimeout(step)
      step = setTimeout(late, ms)
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
