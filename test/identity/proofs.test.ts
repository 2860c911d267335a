/** Proofs of possession that somebody made by hand: each trick that is known, and what was captured on the way. */
import assert from 'node:assert/strict'
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { request } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { type CryptoKey, decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { ath, type Backend, backend, dial, prove, SHOP, until, Visitor } from '../peer.ts'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const actsWith = async (visitor: Visitor, proof: string): Promise<number> =>
  (await visitor.act('chat.list', {}, { dpop: proof })).status

/** The other signature over the same text: P-256 takes `(r, n - s)` where it takes `(r, s)`. */
const twin = (jwt: string): string => {
  const [header, payload, signature = ''] = jwt.split('.')
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const bytes = Buffer.from(signature, 'base64url')
  const s = n - BigInt(`0x${bytes.subarray(32).toString('hex')}`)
  const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
  return [header, payload, other.toString('base64url')].join('.')
}

test('a proof is by ES256, with a public key, for this very address and minute', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.access_token
  const htu = `${place.url}/v1/chat.list`
  const right = { htm: 'POST', htu, ath: ath(token) }
  assert.equal(await actsWith(visitor, await prove(visitor.keys, right)), 200)
  const wrong: Record<string, string> = {}
  const { port } = new URL(place.url)
  const elsewhere = {
    'another host': `http://evil.example:${port}/v1/chat.list`,
    'another port': 'http://localhost:1/v1/chat.list',
    'another scheme': `https://localhost:${port}/v1/chat.list`,
    'a longer path': `${htu}/`,
    'another case of the path': `${place.url}/V1/chat.list`,
    'another case of the host': htu.replace('localhost', 'LOCALHOST'),
    'a query': `${htu}?x=1`,
    'a fragment': `${htu}#x`,
    'an address as a list': [htu] as unknown as string,
  }
  for (const [what, other] of Object.entries(elsewhere))
    wrong[what] = await prove(visitor.keys, { ...right, htu: other })
  wrong['another case of the method'] = await prove(visitor.keys, { ...right, htm: 'post' })
  wrong['61 seconds old'] = await prove(visitor.keys, right, Date.now() - 62_000)
  // Early by more than it takes to be presented here, or it would be right by then.
  wrong['early'] = await prove(visitor.keys, right, Date.now() + 90_000)
  wrong['no time'] = await prove(visitor.keys, { ...right, iat: undefined } as unknown as JWTPayload)
  wrong['a time that is text'] = await prove(visitor.keys, { ...right, iat: String(Date.now()) as unknown as number })
  wrong['a jti of 4 KiB'] = await prove(visitor.keys, { ...right, jti: 'x'.repeat(4096) })
  wrong['a crit of its own'] = await prove(visitor.keys, right, Date.now(), { crit: ['b64'], b64: true })

  // Keys and algorithms that are not ours, each with a signature that is right by itself.
  const claims = { ...right, iat: Math.floor(Date.now() / 1000) }
  const jti = () => ({ jti: crypto.randomUUID() })
  const own = await generateKeyPair('ES256', { extractable: true })
  const secret = await exportJWK(own.privateKey)
  const sign = (header: Record<string, unknown>, key: CryptoKey) =>
    new SignJWT({ ...claims, ...jti() }).setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', ...header }).sign(key)
  wrong['a private key in it'] = await sign({ jwk: secret }, own.privateKey)
  const large = await generateKeyPair('ES384', { extractable: true })
  wrong['ES384'] = await sign({ alg: 'ES384', jwk: await exportJWK(large.publicKey) }, large.privateKey)
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const text = (header: object) => `${encode({ typ: 'dpop+jwt', ...header })}.${encode({ ...claims, ...jti() })}`
  const byRsa = text({ alg: 'RS256', jwk: rsa.publicKey.export({ format: 'jwk' }) })
  wrong['RSA of 1024 bits'] =
    `${byRsa}.${createSign('sha256').update(byRsa).sign(rsa.privateKey).toString('base64url')}`
  const publicJwk = await exportJWK((visitor.keys as { publicKey: CryptoKey }).publicKey)
  const byHmac = text({ alg: 'HS256', jwk: publicJwk })
  const mac = createHmac('sha256', JSON.stringify(publicJwk)).update(byHmac).digest('base64url')
  wrong['HS256 by the public key'] = `${byHmac}.${mac}`
  wrong['a shared key in it'] = text({ alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } }) + `.${mac}`
  wrong['no algorithm'] = `${text({ alg: 'none', jwk: publicJwk })}.`
  for (const [what, proof] of Object.entries(wrong)) assert.equal(await actsWith(visitor, proof), 401, what)

  // Two of them are none, though each alone is good.
  const two = [await prove(visitor.keys, right), await prove(visitor.keys, right)]
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { origin: SHOP, authorization: `DPoP ${token}`, dpop: two, 'content-type': 'application/json' }
    const asked = request(htu, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.once('error', reject)
    asked.end('{}')
  })
  assert.equal(status, 401)
  for (const each of two) assert.equal(await actsWith(visitor, each), 200)
})

test('another signature over the same words is neither another proof nor another token', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const { access_token: token } = visitor.tokens
  const proof = await prove(visitor.keys, { htm: 'POST', htu: `${place.url}/v1/chat.list`, ath: ath(token) })
  assert.equal(await actsWith(visitor, proof), 200)
  assert.notEqual(twin(proof), proof)
  for (const each of [proof, twin(proof), `${proof}=`]) assert.equal(await actsWith(visitor, each), 401)
  // The mathematics takes the twin of a token, so it is what was revoked, too.
  visitor.tokens = { ...visitor.tokens, access_token: twin(token) }
  assert.equal((await visitor.act('chat.list', {})).status, 200)
  await place.operate('deployment.revoke', { kind: 'jti', value: decodeJwt(token).jti })
  for (const each of [token, twin(token)]) {
    visitor.tokens = { ...visitor.tokens, access_token: each }
    assert.equal((await visitor.act('chat.list', {})).status, 401)
  }
})

/** Forget every proof that was ever used. */
const wipe = ({ dir }: Backend): void => {
  const database = new DatabaseSync(join(dir, 'persona.db'))
  database.exec('PRAGMA busy_timeout=5000; delete from used')
  database.close()
}

test('a captured CONNECT packet opens no second connection, even where nobody remembers the first', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  let captured: object | undefined
  const token = visitor.tokens.access_token
  const first = dial(visitor, {
    auth: async (eio) => (captured = { token, proof: await visitor.proof('GET', '/socket.io/', { token, eio }) }),
  })
  t.after(() => void first.close())
  await new Promise((resolve) => first.once('welcome', resolve))
  const replay = () => {
    const second = dial(visitor, { auth: async () => captured as object })
    t.after(() => void second.close())
    return new Promise<string>((resolve) => {
      second.once('welcome', () => resolve('welcome'))
      second.once('connect_error', ({ message }) => resolve(message))
    })
  }
  assert.equal(await replay(), 'invalid_token')
  wipe(place)
  assert.equal(await replay(), 'invalid_token')
  // Nor is it a renewal of the connection that it was made for.
  wipe(place)
  const reply = (await first.timeout(5000).emitWithAck('auth.renew', captured)) as { ok: boolean }
  assert.equal(reply.ok, false)
  await until(() => (first.connected ? true : undefined))
})
