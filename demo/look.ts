/** How the demo looks, kept in the URL: theme, accent, corner, and whether the rail is out. */

export const accents = [
  { name: 'Celadon', value: '#3f7361' },
  { name: 'Cobalt', value: '#3553a8' },
  { name: 'Oxblood', value: '#93333a' },
  { name: 'Ochre', value: '#c08a2a' },
  { name: 'Tenmoku', value: '#4b3a33' },
]

export interface Look {
  theme: 'auto' | 'light' | 'dark'
  accent: string
  position: 'end' | 'start'
  rail: 'on' | 'off'
}

const usual: Look = { theme: 'auto', accent: accents[0]!.value, position: 'end', rail: 'on' }

const allowed: { [K in keyof Look]: (value: string) => boolean } = {
  theme: (value) => ['auto', 'light', 'dark'].includes(value),
  accent: (value) => /^#[0-9a-f]{6}$/.test(value),
  position: (value) => ['end', 'start'].includes(value),
  rail: (value) => ['on', 'off'].includes(value),
}

const keys = Object.keys(usual) as (keyof Look)[]

function read(): Look {
  const query = new URLSearchParams(location.search)
  const found = keys.map((key) => [key, query.get(key)] as const)
  return { ...usual, ...Object.fromEntries(found.filter(([key, value]) => value !== null && allowed[key](value))) }
}

export const look = read()

/** What is not as usual, as a query: empty when nothing was changed. */
function query(): string {
  const changed = new URLSearchParams(keys.filter((key) => look[key] !== usual[key]).map((key) => [key, look[key]]))
  return changed.size ? `?${changed}` : ''
}

/** The page follows: colours by `color-scheme` and --accent, links between the pages by their query. */
export function show(): void {
  const root = document.documentElement
  root.dataset['theme'] = look.theme
  root.dataset['rail'] = look.rail
  root.style.setProperty('--accent', look.accent)
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-keep]')) link.search = query()
}

export function change(part: Partial<Look>): void {
  Object.assign(look, part)
  history.replaceState(null, '', location.pathname + query() + location.hash)
  show()
}
