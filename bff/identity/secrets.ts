/** Secrets: how they look, how they are kept, how they are compared. 256 random bits need no slow hash. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** `psk_<id>_<43 random characters>_<checksum>`, so that scanners know one and a typing error is told at once. */
export const newSecret = (prefix: 'psk' | 'pak', id: string): string => {
  const body = `${prefix}_${id}_${randomBytes(32).toString('base64url')}`
  return `${body}_${checksum(body)}`
}

const checksum = (body: string): string => crc32(body).toString(36).padStart(7, '0')

/** The id inside a well-formed secret, or undefined. */
export const secretId = (secret: string): string | undefined => {
  const cut = secret.lastIndexOf('_')
  if (cut < 0 || checksum(secret.slice(0, cut)) !== secret.slice(cut + 1)) return undefined
  return /^p[sa]k_([0-9A-Z]{26})_/.exec(secret)?.[1]
}

/** HMAC-SHA-256 with the deployment's pepper, base64url. */
export const hashSecret = (pepper: string, secret: string): string =>
  createHmac('sha256', pepper).update(secret).digest('base64url')

/** Compare in constant time. */
export const sameHash = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
