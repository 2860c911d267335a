/** Minting a token against signing with bare jose, in this process. */
import { generateKeyPair, SignJWT } from 'jose'
import type { Keys } from '../../bff/identity/keys.ts'
import { makeTokens } from '../../bff/identity/tokens.ts'

const COUNT = 3000

const perSecond = async (once: () => Promise<unknown>): Promise<number> => {
  for (let n = 0; n < 200; n++) await once()
  const began = performance.now()
  for (let n = 0; n < COUNT; n++) await once()
  return (COUNT / (performance.now() - began)) * 1000
}

export const run = async (): Promise<Record<string, string>> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const keys: Keys = {
    signing: async () => ({ kid: 'k', key: privateKey }),
    verifying: async () => publicKey,
    jwks: async () => ({ keys: [] }),
    reload: () => {},
    onDropped: () => {},
  }
  const tokens = makeTokens(keys, { epoch: 0 }, 'https://bff.example', 300, Date.now)
  const claims = {
    sub: 'vis:0123456789012345678901234567890123456789012',
    client_id: 'app_01M807FDC7RKC1JVH6TXF9ZH0P',
    jti: '01M807FDC7RKC1JVH6TXF9ZH0P',
    space: 'sp_01M807FDC7RKC1JVH6TXF9ZH0P',
    scope: 'chat:read chat:write',
    personas: ['pe_01M807FDC7RKC1JVH6TXF9ZH0P'],
    ep: 0,
  }
  const bare = await perSecond(() =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey),
  )
  const ours = await perSecond(() => tokens.mintRuntime(claims))
  const token = await tokens.mintRuntime(claims)
  const verified = await perSecond(() => tokens.verifyRuntime(token))
  return {
    'mint a runtime token': `${ours.toFixed(0)}/s, ${(ours / bare).toFixed(2)} of bare jose`,
    'verify a runtime token': `${verified.toFixed(0)}/s`,
  }
}
