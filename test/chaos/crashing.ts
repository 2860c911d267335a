/** A server that ends itself as by kill -9 after the commit with a given number, and whose persona can reach outside. */
import { z } from 'zod'
import { action } from '../../bff/capability.ts'
import { readConfig } from '../../bff/config.ts'
import { start } from '../../bff/server.ts'

const { PAYEE = '', CRASH_AT } = process.env

const post = async (path: string, id: string, signal: AbortSignal): Promise<Response> =>
  fetch(`${PAYEE}/${path}`, { method: 'POST', headers: { 'idempotency-key': id }, signal })

/** An act whose effect is counted by the other side. */
const reaching = (name: 'chat.pay' | 'chat.mail' | 'chat.print', idempotent: boolean, asks: boolean) =>
  action({
    name,
    does: 'Do something elsewhere.',
    scope: 'chat:write',
    risk: 'write',
    input: z.strictObject({ what: z.string() }),
    outside: {
      idempotent,
      timeout: 5000,
      async send(_, { id, signal }) {
        const response = await post(name, id, signal)
        return { receipt: await response.text() }
      },
      ...(asks
        ? {
            async reconcile(_: unknown, { id, signal }: { id: string; signal: AbortSignal }) {
              const response = await post('look', id, signal)
              return response.status === 200 ? { done: { receipt: await response.text() } } : ('not_done' as const)
            },
          }
        : {}),
    },
    run: async ({ what }) => ({ what }),
  })

const actions = [
  reaching('chat.pay', true, false),
  reaching('chat.mail', false, true),
  reaching('chat.print', false, false),
] as const

let left = CRASH_AT === undefined ? Infinity : Number(CRASH_AT)
let armed = false
const running = await start(readConfig(), {
  families: [{ name: 'chat', panel: false, actions, events: {} }],
  onCommit: () => {
    if (armed && --left === 0) process.kill(process.pid, 'SIGKILL')
  },
})
process.on('SIGUSR2', () => (armed = true))
process.on('SIGTERM', () => void running.close(0).then(() => process.exit(0)))
process.stdout.write(`Persona is listening on ${running.url}\n`)
