/** Which addresses may become links: https and mailto, and nothing that only looks like them. */

const allowed: ReadonlySet<string> = new Set(['https:', 'mailto:'])

/** The address as a link may carry it, or `null`. Relative ones are refused: they would point into the host's page. */
export const safeHref = (raw: string): string | null => {
  const address = raw.trim()
  if (!/^(?:https:\/\/|mailto:)/i.test(address)) return null
  try {
    const url = new URL(address)
    return allowed.has(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
