/** Reach: a command is performed in this process when nobody holds the directory, else by the server that does. */
import type { Config } from '../config.ts'
import { announcedUrl, Held } from '../datadir.ts'
import { localOperator } from '../demo.ts'
import { openOffline } from '../offline.ts'
import type { ProblemDetails, Reply } from '../protocol.ts'
import { Usage } from './usage.ts'

export type Perform = (name: string, input: unknown) => Promise<Reply>

/** @throws Usage, for `--quarantine` beside a running server; Misconfigured; Unreadable */
export const operate = async <T>(config: Config, use: (perform: Perform) => Promise<T>): Promise<T> => {
  let offline
  try {
    offline = await openOffline(config)
  } catch (thrown) {
    if (!(thrown instanceof Held)) throw thrown
    if (config.quarantine) throw new Usage('--quarantine is for opening the directory oneself; a server holds it.')
    return await use(await remote(config))
  }
  const { gate, adminKey, close } = offline
  try {
    if (adminKey) process.stderr.write(`Admin key, shown this once: ${adminKey}\n`)
    return await use((name, input) => gate.perform(localOperator, name, input))
  } finally {
    await close()
  }
}

const remote = async ({ dataDir, publicUrl, adminKey: key }: Config): Promise<Perform> => {
  const url = announcedUrl(dataDir) ?? publicUrl
  if (url === undefined) throw new Error(`The data directory ${dataDir} is in use by another process.`)
  if (key === undefined)
    throw new Error('A server is running: set PERSONA_ADMIN_KEY to the admin key that its first start showed.')
  const credentials = Buffer.from(`admin:${encodeURIComponent(key)}`).toString('base64')
  const granted = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  }).catch(() => undefined)
  if (!granted) throw new Error(`The server at ${url} does not answer.`)
  if (!granted.ok) throw new Error('The admin key is not right.')
  const { access_token } = (await granted.json()) as { access_token: string }
  return async (name, input) => {
    const response = await fetch(`${url}/control/v1/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    const body = (await response.json()) as unknown
    return response.ok ? { ok: true, data: body } : { ok: false, problem: body as ProblemDetails }
  }
}
