/** Everything that the studio can be set to, as the URL says it. What is as usual is not said. */
import { allows, tokens } from './tokens.ts'

export const devices = {
  '320': { label: '320', says: 'Small phone', width: 320, height: 640 },
  '390': { label: '390', says: 'Phone', width: 390, height: 844 },
  tablet: { label: 'Tablet', says: 'Tablet', width: 768, height: 1024 },
  desktop: { label: 'Desktop', says: 'Desktop', width: 1280, height: 800 },
} as const

/** In their own words, for that is how people look for theirs. */
export const languages: Record<string, string> = {
  en: 'English',
  de: 'Deutsch',
  pt: 'Português',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  he: 'עברית',
  ja: '日本語',
}

/** Each with its values; the first is the usual one. `null` is anything that the page itself checks. */
const fixed = {
  device: ['390', '320', 'tablet', 'desktop'],
  theme: ['light', 'dark'],
  dir: ['auto', 'ltr', 'rtl'],
  lang: Object.keys(languages),
  mode: ['floating', 'inline', 'side', 'fullscreen'],
  position: ['end', 'start', 'top-end', 'top-start'],
  pane: ['states', 'tokens', 'contrast', 'copy'],
} as const satisfies Record<string, readonly string[]>

export interface Settings {
  state: string
  /** How many steps of the scene are done, while it is paused; empty while it plays. */
  step: string
  device: keyof typeof devices
  theme: 'light' | 'dark'
  dir: 'auto' | 'ltr' | 'rtl'
  lang: string
  mode: (typeof fixed.mode)[number]
  position: (typeof fixed.position)[number]
  pane: (typeof fixed.pane)[number]
  /** By name, as the URL says them. */
  tokens: Record<string, string>
}

/** How many steps each scene has, by its id; the first scene is the usual one. */
export type Scenes = ReadonlyMap<string, number>

const usual = (scenes: Scenes): Settings => ({
  state: [...scenes.keys()][0] ?? '',
  step: '',
  device: '390',
  theme: 'light',
  dir: 'auto',
  lang: 'en',
  mode: 'floating',
  position: 'end',
  pane: 'states',
  tokens: {},
})

/** @returns what of it can be used, and the names of what cannot */
export const read = (search: string, scenes: Scenes): { settings: Settings; ignored: string[] } => {
  const settings = usual(scenes)
  const ignored: string[] = []
  for (const [name, value] of new URLSearchParams(search)) {
    const token = tokens.find((each) => each.name === name)
    if (token && allows(token, value)) settings.tokens[name] = value
    else if (name === 'state' && scenes.has(value)) settings.state = value
    else if (name === 'step' && /^\d{1,2}$/.test(value)) settings.step = value
    else if (Object.hasOwn(fixed, name) && (fixed[name as keyof typeof fixed] as readonly string[]).includes(value))
      Object.assign(settings, { [name]: value })
    else ignored.push(name)
  }
  if (Number(settings.step) > (scenes.get(settings.state) ?? 0)) {
    settings.step = ''
    ignored.push('step')
  }
  return { settings, ignored }
}

/** As a query: empty when nothing is unusual. */
export const write = (settings: Settings, scenes: Scenes): string => {
  const { tokens: set, ...plain } = settings
  const { tokens: _, ...before } = usual(scenes)
  const changed = Object.entries(plain).filter(([name, value]) => value !== before[name as keyof typeof before])
  const query = new URLSearchParams([...changed, ...Object.entries(set)])
  return query.size ? `?${query}` : ''
}

export const direction = ({ dir, lang }: Settings): 'ltr' | 'rtl' =>
  dir === 'auto' ? (['ar', 'he'].includes(lang) ? 'rtl' : 'ltr') : dir
