/** The clock door: what is declared with `every` is performed that often, through the gate like everything else. */
import type { Principal } from './capability.ts'
import type { Gate } from './gate.ts'

const clockPrincipal: Principal = {
  plane: 'control',
  door: 'clock',
  sub: 'sys:clock',
  person: 'sys:clock',
  space: null,
  app: null,
  scopes: new Set(['control:all']),
  personas: [],
  jti: 'clock',
  sid: null,
  expires: Infinity,
}

/** @returns how to stop it */
export const startClock = (gate: Gate): (() => void) => {
  const timers = [...gate.actions.values()].flatMap((action) =>
    action.plane === 'control' && action.every !== undefined
      ? [setInterval(() => void gate.perform(clockPrincipal, action.name, {}), action.every * 1000).unref()]
      : [],
  )
  return () => timers.forEach(clearInterval)
}
