/** The engine of iCalendar, loaded before the first act that needs it. Its parser and its writer, never its expansion. */
import type ICAL from 'ical.js'

let loaded: typeof ICAL | undefined

/** For a declaration's `loads`: a handler cannot wait for an import. */
export const loadCalendar = async (): Promise<void> => {
  loaded ??= (await import('ical.js')).default
}

export const calendarEngine = (): typeof ICAL => {
  if (!loaded) throw new Error('iCalendar is not loaded: the act that needs it must declare `loads: loadCalendar`.')
  return loaded
}
