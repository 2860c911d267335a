/** A calendar file in parts that fit through the line: whole components, each part with the zones that it speaks of. Pure. */

export interface Part {
  text: string
  /** Which line of the file each of its lines is, from 1. */
  lines: number[]
}

interface Line {
  text: string
  at: number
}

/** Bytes of a part on its way, as JSON. */
const weigh = (lines: readonly Line[]): number =>
  new TextEncoder().encode(JSON.stringify(lines.map(({ text }) => text).join('\n'))).length

const part = (lines: readonly Line[]): Part => ({
  text: `${lines.map(({ text }) => text).join('\r\n')}\r\n`,
  lines: lines.map(({ at }) => at),
})

/** @param most bytes @returns `left`: the lines at which what is too large by itself begins */
export const partsOf = (file: string, most: number): { parts: Part[]; left: number[] } => {
  const all = file.split(/\r\n|\r|\n/).map((text, index): Line => ({ text, at: index + 1 }))
  if (weigh(all) <= most) return { parts: [part(all)], left: [] }
  const zones = new Map<string, Line[]>()
  const components: Line[][] = []
  let open: string[] = []
  let own: Line[] = []
  const close = (): void => {
    const first = own[0]?.text.toUpperCase() ?? ''
    const name = own.find(({ text }) => /^TZID[:;]/i.test(text))?.text.replace(/^[^:]*:/, '')
    if (first === 'BEGIN:VTIMEZONE' && name !== undefined) zones.set(name, own)
    else if (own.length > 0) components.push(own)
    own = []
  }
  for (const line of all) {
    const [, way, name = ''] = /^(BEGIN|END):(\S*)/i.exec(line.text) ?? []
    const begins = way?.toUpperCase() === 'BEGIN'
    if (name.toUpperCase() === 'VCALENDAR') {
      close()
      open = []
    } else if (begins || open.length > 0) {
      own.push(line)
      if (begins) open.push(name.toUpperCase())
      else if (way !== undefined) open = open.slice(0, Math.max(0, open.lastIndexOf(name.toUpperCase())))
      if (open.length === 0) close()
    }
  }
  close()
  const parts: Part[] = []
  const left: number[] = []
  let now: Line[][] = []
  const whole = (some: readonly Line[][]): Line[] => {
    const said = new Set(some.flat().flatMap(({ text }) => /TZID="?([^":;]+)/i.exec(text)?.[1] ?? []))
    const spoken = [...said].flatMap((zone) => zones.get(zone) ?? [])
    return [
      { text: 'BEGIN:VCALENDAR', at: 1 },
      { text: 'VERSION:2.0', at: 1 },
      ...spoken,
      ...some.flat(),
      { text: 'END:VCALENDAR', at: all.length },
    ]
  }
  for (const component of components)
    if (weigh(whole([...now, component])) <= most) now.push(component)
    else {
      if (now.length > 0) parts.push(part(whole(now)))
      const alone = weigh(whole([component])) <= most
      now = alone ? [component] : []
      if (!alone) left.push(component[0]?.at ?? 1)
    }
  if (now.length > 0) parts.push(part(whole(now)))
  return { parts, left }
}
