/** The seeds that a page may set, as one list: the editor, the URL and everything copied follow from it. */

interface Seed {
  /** The property is `--persona-` and this; in the URL it is this. */
  name: string
  label: string
  says: string
}
export type Token = Seed &
  (
    | { kind: 'color' }
    | { kind: 'length'; usual: number; least: number; most: number }
    | { kind: 'number'; usual: number; least: number; most: number; step: number }
    /** The first choice is the usual one. */
    | { kind: 'font'; choices: Record<string, string> }
    | { kind: 'shadow'; choices: Record<string, Layer[]> }
  )

/** One layer of a shadow: lengths in px, black at an opacity. */
export interface Layer {
  y: number
  blur: number
  alpha: number
}

const layer = (y: number, blur: number, alpha: number): Layer => ({ y, blur, alpha })

export const tokens: Token[] = [
  { name: 'accent', label: 'Accent', kind: 'color', says: 'The one next thing to do' },
  { name: 'surface', label: 'Surface', kind: 'color', says: 'The paper everything lies on' },
  { name: 'text', label: 'Text', kind: 'color', says: 'Ink; quieter inks are mixed from it' },
  {
    name: 'radius',
    label: 'Radius',
    kind: 'length',
    usual: 16,
    least: 0,
    most: 28,
    says: 'Of the panel; inner ones shrink',
  },
  {
    name: 'font',
    label: 'Type',
    kind: 'font',
    says: 'Of everything but code',
    choices: {
      system: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
      humanist: "'Avenir Next', Avenir, 'Segoe UI', 'Noto Sans', sans-serif",
      serif: "'Iowan Old Style', Palatino, 'Liberation Serif', 'Noto Serif', serif",
      rounded: "ui-rounded, 'SF Pro Rounded', Nunito, 'Noto Sans', sans-serif",
      mono: "ui-monospace, 'SF Mono', Menlo, 'Liberation Mono', monospace",
    },
  },
  {
    name: 'font-mono',
    label: 'Code type',
    kind: 'font',
    says: 'Of code and of ids',
    choices: {
      system: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace",
      slab: "'Courier New', 'Liberation Mono', monospace",
    },
  },
  {
    name: 'shadow',
    label: 'Shadow',
    kind: 'shadow',
    says: 'Under the panel',
    choices: {
      soft: [layer(1, 2, 0.08), layer(8, 20, 0.08), layer(24, 56, 0.08)],
      flat: [layer(0, 1, 0.28)],
      deep: [layer(2, 6, 0.14), layer(18, 40, 0.2), layer(40, 96, 0.24)],
    },
  },
  {
    name: 'density',
    label: 'Density',
    kind: 'number',
    usual: 1,
    least: 0.4,
    most: 1.4,
    step: 0.1,
    says: 'Room between things; 0.6 is compact',
  },
  {
    name: 'inline-size',
    label: 'Width',
    kind: 'length',
    usual: 400,
    least: 320,
    most: 560,
    says: 'Of the floating panel',
  },
  {
    name: 'block-size',
    label: 'Height',
    kind: 'length',
    usual: 720,
    least: 420,
    most: 960,
    says: 'Of the floating panel, at most',
  },
  { name: 'launcher-size', label: 'Launcher', kind: 'length', usual: 56, least: 44, most: 72, says: 'Its diameter' },
  {
    name: 'inset-block',
    label: 'From below',
    kind: 'length',
    usual: 20,
    least: 0,
    most: 64,
    says: 'To the edge of the page',
  },
  {
    name: 'inset-inline',
    label: 'From the side',
    kind: 'length',
    usual: 20,
    least: 0,
    most: 64,
    says: 'To the edge of the page',
  },
  {
    name: 'z',
    label: 'Layer',
    kind: 'number',
    usual: 2147483000,
    least: 0,
    most: 2147483647,
    step: 1,
    says: 'Only where there is no top layer',
  },
]

export const property = ({ name }: Token): string => `--persona-${name}`

/** Whether the URL may say so. */
export const allows = (token: Token, value: string): boolean => {
  if (token.kind === 'color') return /^#[0-9a-f]{6}$/.test(value)
  if ('choices' in token) return Object.hasOwn(token.choices, value)
  return /^\d{1,10}(?:\.\d)?$/.test(value) && Number(value) >= token.least && Number(value) <= token.most
}

const shadowCss = (layers: Layer[]): string =>
  layers.map(({ y, blur, alpha }) => `0 ${y}px ${blur}px rgb(0 0 0 / ${alpha})`).join(', ')

/** What the URL says, as CSS says it. */
export const cssOf = (token: Token, value: string): string => {
  if (token.kind === 'font') return token.choices[value] ?? ''
  if (token.kind === 'shadow') return shadowCss(token.choices[value] ?? [])
  return token.kind === 'length' ? `${value}px` : value
}

/**
 * What it is when nobody sets it, as the URL would say it.
 * @param colours what the widget's own are in this theme, as `#rrggbb`
 */
export const usualOf = (token: Token, colours: Record<string, string>): string => {
  if (token.kind === 'color') return colours[token.name] ?? '#000000'
  return 'choices' in token ? (Object.keys(token.choices)[0] as string) : String(token.usual)
}
