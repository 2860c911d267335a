/** Configuration: what holds when nothing is said, and one sentence for each mistake. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Misconfigured, readConfig } from '../bff/config.ts'
import { limits } from '../bff/limits/limits.ts'

test('with nothing set, it is the documented deployment', () => {
  assert.deepEqual(readConfig({}, []), {
    port: 8080,
    host: '127.0.0.1',
    dataDir: 'data',
    publicUrl: undefined,
    demo: true,
    quarantine: false,
    metrics: false,
    adminKey: undefined,
    logLevel: 'info',
    limits,
    proxies: 0,
    tokenSeconds: 300,
    dpopNonce: false,
    model: {
      chain: [],
      fallback: true,
      context: 32_000,
      retry: 250,
      timeouts: { connect: 10_000, first: 20_000, idle: 15_000, total: 120_000 },
      pace: 12,
    },
  })
})

test('what is set counts, and an empty value is one that is not set', () => {
  const config = readConfig(
    { PORT: '0', PUBLIC_URL: 'https://bff.example', DEMO: '', NODE_ENV: 'production', MODEL_IDLE_SECONDS: '0.3' },
    ['node', 'main.ts', '--quarantine'],
  )
  assert.deepEqual(
    [config.port, config.publicUrl, config.demo, config.quarantine, config.model.timeouts.idle],
    [0, 'https://bff.example', false, true, 300],
  )
  assert.equal(readConfig({ NODE_ENV: 'production', DEMO: 'on' }, []).demo, true)
  for (const url of ['http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]:1', 'https://a.example:8443'])
    assert.equal(readConfig({ PUBLIC_URL: url }, []).publicUrl, url)
})

test('a key or an address makes the model a remote one', () => {
  const chain = (env: Record<string, string>) => readConfig(env, []).model.chain
  assert.deepEqual(chain({ OPENAI_API_KEY: 'sk-1' }), [{ apiKey: 'sk-1', baseURL: undefined, model: 'gpt-5-mini' }])
  const own = { OPENAI_BASE_URL: 'http://127.0.0.1:1234/v1', PERSONA_MODEL: 'own' }
  assert.deepEqual(chain(own), [{ apiKey: 'none', baseURL: own.OPENAI_BASE_URL, model: 'own' }])
  assert.deepEqual(chain({ PERSONA_MODEL: 'own' }), [])
})

test('several models share a server and its key, or have one each; no key goes to a server it is not for', () => {
  const chain = (env: Record<string, string>) => readConfig({ PERSONA_MODEL: 'large, small', ...env }, []).model.chain
  assert.deepEqual(chain({ OPENAI_API_KEY: 'sk-1' }), [
    { apiKey: 'sk-1', baseURL: undefined, model: 'large' },
    { apiKey: 'sk-1', baseURL: undefined, model: 'small' },
  ])
  const urls = 'https://a.example/v1, http://localhost:1/v1'
  assert.deepEqual(chain({ OPENAI_BASE_URL: urls, OPENAI_API_KEY: 'sk-a, none' }), [
    { apiKey: 'sk-a', baseURL: 'https://a.example/v1', model: 'large' },
    { apiKey: 'none', baseURL: 'http://localhost:1/v1', model: 'small' },
  ])
  assert.throws(() => chain({ OPENAI_BASE_URL: urls, OPENAI_API_KEY: 'sk-canary' }), {
    message: 'OPENAI_API_KEY: must be one for each of several servers; none where one wants none.',
  })
  assert.throws(() => chain({ OPENAI_API_KEY: 'a,b,c' }), { message: /^OPENAI_API_KEY: must be one for all models/ })
})

test('each mistake is one sentence that names its variable and never its value', () => {
  const mistakes: [name: string, value: string][] = [
    ['PORT', 'abc'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'http://evil.example'],
    ['PUBLIC_URL', 'https://bff.example/'],
    ['PUBLIC_URL', 'https://bff.example/path'],
    ['PUBLIC_URL', 'bff.example'],
    ['DEMO', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS', 'yes'],
    ['LIMITS', 'no'],
    ['LIMITS', 'sockets.app'],
    ['LIMITS', 'sockets.app=many'],
    ['LIMITS', 'sockets.none=1'],
    ['LIMITS', '__proto__.app=1'],
    ['LIMITS', 'input.depth=1'],
    ['PROXY_HOPS', '-1'],
    ['TOKEN_SECONDS', '301'],
    ['OPENAI_BASE_URL', 'ftp://model.example'],
    ['OPENAI_BASE_URL', 'nonsense'],
    ['PERSONA_MODEL', 'a,,b'],
    ['PERSONA_CONTEXT', '12'],
    ['MODEL_FALLBACK', 'on'],
    ['MODEL_RETRY_MS', '0'],
    ['MODEL_TOTAL_SECONDS', 'soon'],
    ['MODEL_FIRST_SECONDS', '0'],
    ['LOCAL_PACE_MS', '-5'],
  ]
  for (const [name, value] of mistakes)
    assert.throws(
      () => readConfig({ [name]: value, OPENAI_API_KEY: 'sk-canary' }, []),
      (thrown) => {
        assert.ok(thrown instanceof Misconfigured)
        assert.match(thrown.message, new RegExp(`^${name}: [^\n]+\\.$`), thrown.message)
        assert.ok(!thrown.message.includes('sk-canary'))
        return true
      },
      `${name}=${value}`,
    )
  assert.throws(() => readConfig({ PORT: 'abc', DEMO: 'yes' }, []), { message: /^PORT: .+\.\nDEMO: .+\.$/ })
})
