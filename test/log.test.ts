/** The log: canaries for everything secret go through every door, and none of them is ever printed. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder, until, Visitor } from './peer.ts'

test('no token, secret, proof, key or message is printed, whatever goes wrong', async (t) => {
  const dir = folder(t)
  const child = spawn(process.execPath, ['bff/main.ts'], {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dir,
      DEMO: 'on',
      LOG_LEVEL: 'debug',
      LIMITS: 'off',
      OPENAI_API_KEY: 'sk-canary-of-the-model',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      MODEL_CONNECT_SECONDS: '0.5',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += String(chunk)))
  const url = await until(() => /listening on (\S+)/.exec(printed)?.[1], 15_000)
  const files =
    readFileSync(join(dir, 'persona.db')).toString('latin1') +
    readFileSync(`${join(dir, 'persona.db')}-wal`).toString('latin1')
  const app = /app_[0-9A-Z]{26}/.exec(files)?.[0] ?? ''

  const visitor = await Visitor.at({ url, app }, url)
  const { access_token: token, refresh_token: refresh = '' } = visitor.tokens
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'canary-of-a-message' })
  await line.settled(reply, 20_000)
  await line.try('chat.send', { conversation: conversation.id, text: 5, token, 'canary-of-a-field': refresh })
  const proof = await visitor.proof('POST', '/v1/chat.list', { token })
  const headers = { authorization: `Bearer ${token}`, dpop: proof, cookie: 'c=canary-of-a-cookie', origin: url }
  for (const path of ['/v1/chat.list', `/v1/chat.nope?token=${token}`, '/oauth/token', '/control/v1/spaces.list'])
    await fetch(`${url}${path}`, { method: 'POST', headers, body: `{"secret":"canary-of-a-body",` })
  const secret = 'psk_canary-of-a-secret'
  for (const body of [`client_secret=${secret}`, `refresh_token=${refresh}&grant_type=refresh_token`])
    await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${app}:${secret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body,
    })
  child.kill('SIGTERM')
  await once(child, 'exit')

  assert.match(printed, /"path":"\/v1\/chat\.list"/)
  assert.match(printed, /"level":(?:40|50)/, 'the model must have failed')
  for (const canary of [token, refresh, proof, secret, btoa(`${app}:${secret}`), 'canary'])
    assert.ok(!printed.includes(canary), `${canary.slice(0, 20)} in ${printed}`)
  const kept = ['persona.db', 'persona.db-wal'].map((name) => {
    try {
      return readFileSync(join(dir, name)).toString('latin1')
    } catch {
      return ''
    }
  })
  for (const canary of [
    token,
    refresh,
    proof,
    secret,
    'sk-canary',
    'canary-of-a-cookie',
    'canary-of-a-body',
    'canary-of-a-field',
  ])
    assert.ok(!kept.join('').includes(canary), `${canary.slice(0, 20)} is kept`)
})
