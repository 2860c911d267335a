/** Proofs of possession (RFC 9449, section 4.2): a JWT for one request, by a key that cannot leave the browser. */

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>

const base64url = (data: ArrayBuffer | Uint8Array): string =>
  btoa(String.fromCharCode(...new Uint8Array(data))).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_' })[c] ?? '')

const json = (value: object): string => base64url(bytes(JSON.stringify(value)))

/** ES256, the one algorithm that the backend takes; the private half is not extractable. */
export const newKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])

/**
 * @param htm the request's method
 * @param htu its address, as the backend names itself
 * @param more further claims: `nonce`, or `eio` on a socket
 * @param token the access token that goes with it
 */
export const prove = async (
  { privateKey, publicKey }: CryptoKeyPair,
  htm: 'GET' | 'POST',
  htu: string,
  more: { nonce?: string | undefined; eio?: string } = {},
  token?: string,
): Promise<string> => {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  const ath = token && base64url(await crypto.subtle.digest('SHA-256', bytes(token)))
  const claims = { ...more, iat: Math.floor(Date.now() / 1000), jti: crypto.randomUUID(), htm, htu, ath }
  const input = `${json({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } })}.${json(claims)}`
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes(input))
  return `${input}.${base64url(signature)}`
}
