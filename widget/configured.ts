/** What a page may say about a widget: attributes, properties, and `config`, which is all of them at once. */
import { LitElement } from 'lit'
import { defaults, merge, type Mode, type Position, type Settings } from './settings.ts'
import type { Backend, GetToken } from './setup.ts'

export type Status = 'idle' | 'connecting' | 'online' | 'offline' | 'error'

const ownKeys = [...Object.keys(defaults), 'opened', 'config'] as const

export abstract class Configured extends LitElement {
  static override properties = {
    app: {},
    endpoint: {},
    persona: {},
    mode: { reflect: true },
    theme: { reflect: true },
    accent: {},
    consents: { attribute: 'consent' },
    position: { reflect: true },
    density: { reflect: true },
    locale: {},
    noGreeting: { type: Boolean, attribute: 'no-greeting' },
    opened: { type: Boolean, attribute: 'open', reflect: true },
    view: { reflect: true },
    unread: { type: Number, reflect: true },
    status: { reflect: true },
  }

  declare app: string
  declare endpoint: string
  declare persona: string
  declare mode: Mode
  declare theme: 'auto' | 'light' | 'dark'
  declare accent: string
  /** `required`: nothing is kept and nothing is asked for, until it is anything else. */
  declare consents: string
  declare position: Position
  declare density: 'comfortable' | 'compact'
  declare locale: string
  declare noGreeting: boolean
  declare opened: boolean
  declare view: string
  declare unread: number
  declare status: Status

  /** Says who the page's user is. Setting it tells nobody yet: `login()` does, and the next load. */
  declare getToken: GetToken | undefined
  /** Replaces the network, for demos and tests: set it before the first opening. */
  declare backend: Backend | undefined

  #config: Settings = {}

  constructor() {
    super()
    Object.assign(this, defaults, { opened: false, view: 'chat', unread: 0, status: 'idle' })
    // Properties that a page set before the element was defined hide the accessors: take them up properly.
    for (const key of ownKeys) {
      if (!Object.hasOwn(this, key)) continue
      const value: unknown = Reflect.get(this, key)
      Reflect.deleteProperty(this, key)
      Reflect.set(this, key, value)
    }
  }

  /** The settings given so far. Setting merges deeply into them. */
  get config(): Settings {
    return this.#config
  }
  set config(config: Settings) {
    this.#config = merge(this.#config, copied(config))
    this.#use(this.#config)
  }

  /** Forget earlier settings, and use these over the defaults. */
  async replaceConfig(config: Settings): Promise<void> {
    this.#config = copied(config)
    this.#use({ ...defaults, ...this.#config })
    await this.updateComplete
  }

  #use(config: Settings): void {
    for (const [key, value] of Object.entries(config))
      if ((key in defaults || key === 'getToken') && value !== undefined) Object.assign(this, { [key]: value })
  }
}

/** A function cannot be cloned, and there is one that may be. */
const copied = ({ getToken, ...config }: Settings): Settings => ({
  ...structuredClone(config),
  ...(getToken && { getToken }),
})
