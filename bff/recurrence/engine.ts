/** The engines of time, loaded before the first act that needs them: 60 ms and 8 MB that a start can do without. */
import type { RRuleTemporal } from 'rrule-temporal'
import type { Temporal } from 'temporal-polyfill'

interface Engines {
  Rule: typeof RRuleTemporal
  Temporal: typeof Temporal
}

let loaded: Engines | undefined

/** For a declaration's `loads`: a handler cannot wait for an import. */
export const loadTime = async (): Promise<void> => {
  if (loaded) return
  const [{ RRuleTemporal: Rule }, temporal] = await Promise.all([import('rrule-temporal'), import('temporal-polyfill')])
  loaded = { Rule, Temporal: temporal.Temporal }
}

export const engines = (): Engines => {
  if (!loaded) throw new Error('Time is not loaded: the act that needs it must declare `loads: loadTime`.')
  return loaded
}
