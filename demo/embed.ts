/** Puts the widget on the page the way a customer does: with the script tag, whose words the rail shows. */
import { h } from './dom.ts'
import { look } from './look.ts'

export interface Config {
  app: string
  endpoint: string
}

/** Throws the one sentence to show when there is no backend to ask. */
export async function config(): Promise<Config> {
  const reply = await fetch('/demo/config.json').catch(() => null)
  const found: Partial<Config> = reply?.ok ? await reply.json().catch(() => ({})) : {}
  if (!found.app || !found.endpoint)
    throw new Error(
      'Juno is not here: the backend did not say which app this page is. Start it with npm start and reload.',
    )
  return { app: found.app, endpoint: found.endpoint.replace(/\/$/, '') }
}

/** The attributes of the tag, in the order people read them. Those that are the widget's own defaults stay out. */
function attributes({ app, endpoint }: Config, target: string | null): [name: string, value: string][] {
  const all: [string, string][] = [
    ['src', `${endpoint}/widget.js`],
    ['data-app', app],
  ]
  if (target) all.push(['data-mode', 'inline'], ['data-target', target])
  if (look.theme !== 'auto') all.push(['data-theme', look.theme])
  all.push(['data-accent', look.accent])
  if (look.position !== 'end' && !target) all.push(['data-position', look.position])
  return all
}

/** The tag as lines, one attribute each. */
export function snippet(from: Config, target: string | null): string[] {
  const lines = attributes(from, target).map(([name, value]) => `  ${name}="${value}"`)
  return ['<script async', ...lines, '></script>']
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

// A page that requires trusted types takes a script's address only from a policy. Tags in HTML need none.
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('demo', {
  createScriptURL: (url) => url,
})

/** Throws one sentence when the script does not come. */
export async function embed(from: Config, target: string | null): Promise<void> {
  const [[, src], ...data] = attributes(from, target) as [[string, string], ...[string, string][]]
  const tag = h('script', { async: true, ...Object.fromEntries(data) })
  tag.src = policy?.createScriptURL(src) ?? src
  await new Promise((loaded, failed) => {
    tag.addEventListener('load', loaded)
    tag.addEventListener('error', () =>
      failed(new Error(`Juno is not here: ${src} did not load. Open this page there.`)),
    )
    document.head.append(tag)
  })
}

/** From then on the live element is changed, as any script of the host could. */
export function restyle(): void {
  const widget = document.querySelector('persona-widget')
  for (const name of ['theme', 'accent', 'position'] as const) widget?.setAttribute(name, look[name])
}
