/** What can be taken along: the tag, the rules, and the tokens as other tools read them. Pure. */
import { direction, type Settings } from './settings.ts'
import { cssOf, type Layer, property, type Token, tokens, usualOf } from './tokens.ts'

export interface App {
  app: string
  endpoint: string
}

/** Where no backend says which app this is. */
export const example: App = { app: 'app_…', endpoint: 'https://your-backend.example' }

export const snippet = (settings: Settings, { app, endpoint }: App): string => {
  const { mode, theme, position, lang, tokens: set } = settings
  const attributes: [name: string, value: string | undefined][] = [
    ['src', `${endpoint}/widget.js`],
    ['data-app', app],
    ['data-mode', mode === 'floating' ? undefined : mode],
    ['data-target', mode === 'inline' ? '#persona' : undefined],
    ['data-theme', theme],
    ['data-accent', set['accent']],
    ['data-position', position === 'end' || mode === 'inline' ? undefined : position],
  ]
  const tag = attributes.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}="${value}"`]))
  const page = lang === 'en' ? [] : [`<!-- on a page with <html lang="${lang}" dir="${direction(settings)}"> -->`]
  return [...page, '<script async', ...tag, '></script>'].join('\n')
}

/** Only what was set: the rest follows from it. */
export const css = ({ tokens: set }: Settings): string => {
  const lines = tokens.flatMap((token) => {
    const value = set[token.name]
    return value === undefined ? [] : [`  ${property(token)}: ${cssOf(token, value)};`]
  })
  return lines.length ? ['persona-widget {', ...lines, '}'].join('\n') : '/* Every seed is as it comes. */'
}

const px = (value: number) => ({ value, unit: 'px' })
const color = (hex: string, alpha = 1) => ({
  colorSpace: 'srgb',
  components: [1, 3, 5].map((at) => Number((Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(4))),
  alpha,
  hex,
})
const shadow = ({ y, blur, alpha }: Layer) => ({
  color: color('#000000', alpha),
  offsetX: px(0),
  offsetY: px(y),
  blur: px(blur),
  spread: px(0),
})
const family = (value: string): string[] => value.split(', ').map((each) => each.replaceAll("'", ''))

const asToken = (token: Token, value: string): object => {
  if (token.kind === 'color') return { $type: 'color', $value: color(value) }
  if (token.kind === 'font') return { $type: 'fontFamily', $value: family(token.choices[value] ?? '') }
  if (token.kind === 'shadow') return { $type: 'shadow', $value: (token.choices[value] ?? []).map(shadow) }
  if (token.kind === 'length') return { $type: 'dimension', $value: px(Number(value)) }
  return { $type: 'number', $value: Number(value) }
}

/**
 * Every seed as a token of the Design Tokens Community Group's format (2025.10).
 * @param colours what the widget's own are in this theme, as `#rrggbb`
 */
export const dtcg = ({ tokens: set }: Settings, colours: Record<string, string>): string =>
  JSON.stringify(
    {
      persona: Object.fromEntries(
        tokens.map((token) => [
          token.name,
          {
            ...asToken(token, set[token.name] ?? usualOf(token, colours)),
            $description: token.says,
            $extensions: { 'persona.property': property(token) },
          },
        ]),
      ),
    },
    null,
    2,
  )
