/** The servers that the benches measure, in a process of their own: a backend, and a bare Socket.IO echo beside it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from 'socket.io'
import { readConfig } from '../../bff/config.ts'
import { localOperator } from '../../bff/demo.ts'
import { start } from '../../bff/server.ts'
import { furnish } from '../peer.ts'

const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
const silent = process.argv.includes('--silent-persona')
const model = process.argv.find((word) => word.startsWith('http'))
const config = readConfig(
  {
    ...(model ? { OPENAI_BASE_URL: model } : {}),
    PORT: '0',
    DATA_DIR: dir,
    DEMO: 'off',
    LOG_LEVEL: 'error',
    LOCAL_PACE_MS: '0',
    LIMITS: 'off',
  },
  [],
)
const running = await start(config, silent ? { model: null } : {})
const operate = async <T>(name: string, input: unknown) => {
  const reply = await running.gate.perform(localOperator, name, input)
  if (reply.ok !== true) throw new Error(JSON.stringify(reply))
  return reply.data as T
}
const place = await furnish(operate)

const echo = createServer()
new Server(echo, { transports: ['websocket'], perMessageDeflate: false, serveClient: false }).on(
  'connection',
  (socket) => {
    socket.on('echo', (input: unknown, options: unknown, ack: (answer: unknown) => void) =>
      ack({ ok: true, data: input, options }),
    )
  },
)
await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))

process.send?.({ url: running.url, echo: `http://127.0.0.1:${(echo.address() as AddressInfo).port}`, ...place })
process.on('message', async (asked: 'usage' | { name: string; input: unknown }) => {
  if (asked !== 'usage') await operate(asked.name, asked.input)
  process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() })
})
process.on('disconnect', () => {
  rmSync(dir, { recursive: true, force: true })
  process.exit(0)
})
