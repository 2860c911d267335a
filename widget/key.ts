/** Idempotency keys: unique, and in the order of time, so that a backend keeps those of one moment side by side. */

export const newKey = (): string => `${Date.now().toString(36)}-${crypto.randomUUID()}`
