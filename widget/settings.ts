/** Settings: what `config` takes, and how one set of settings is merged into another. */

import type { GetToken } from './setup.ts'

export type Mode = 'floating' | 'inline' | 'side' | 'fullscreen'
export type Position = 'end' | 'start' | 'top-end' | 'top-start'

export interface Settings {
  /** The app's id at the backend. Required. */
  app?: string
  /** The backend's URL; by default the origin that the element's script came from. */
  endpoint?: string
  /** Which persona, where the app has several. */
  persona?: string
  mode?: Mode
  theme?: 'auto' | 'light' | 'dark'
  /** Any CSS colour. */
  accent?: string
  /** The corner of the launcher, in the reading direction; without `top` the bottom one. */
  position?: Position
  density?: 'comfortable' | 'compact'
  /** BCP 47; by default that of the page around it, else the browser's. */
  locale?: string
  noGreeting?: boolean
  /** Says who the page's user is. */
  getToken?: GetToken
}

export const defaults = {
  app: '',
  endpoint: '',
  persona: '',
  mode: 'floating',
  theme: 'auto',
  accent: '',
  position: 'end',
  density: 'comfortable',
  locale: '',
  noGreeting: false,
} as const satisfies Required<Omit<Settings, 'getToken'>>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** A new object: `over` laid over `base`, record by record. `undefined` leaves what is there. */
export const merge = <T extends object>(base: T, over: object): T => {
  const merged = { ...base } as Record<string, unknown>
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined || key === '__proto__') continue
    const old = merged[key]
    merged[key] = isRecord(old) && isRecord(value) ? merge(old, value) : value
  }
  return merged as T
}
