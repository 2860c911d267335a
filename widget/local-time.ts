/** Between an instant and a field for local time. */

/** What a field for local time shows. @param at an instant */
export const toField = (at: string | null): string => {
  if (at === null) return ''
  const then = new Date(at)
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** The instant that was put into a field for local time; `null` for none. */
export const fromField = (value: string): string | null => (value === '' ? null : new Date(value).toISOString())
