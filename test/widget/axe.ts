/** What assistive technology finds: axe-core, run in the page. */
import type { PersonaWidget } from '../../widget/element.ts'
import { equal } from './assert.ts'

/** No finding of axe-core, once nothing moves any more. */
export const clean = async (element: PersonaWidget): Promise<void> => {
  for (const animation of element.shadowRoot?.getAnimations?.() ?? document.getAnimations())
    animation.finish?.call(animation)
  await loadAxe()
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } })
  equal(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    ),
    [],
  )
}

let loading: Promise<void> | undefined
/** axe-core is a script of the page, not a module. */
const loadAxe = (): Promise<void> =>
  (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = '/node_modules/axe-core/axe.min.js'
    script.onload = () => resolve()
    script.onerror = reject
    document.head.append(script)
  }))

declare const axe: {
  run(
    context: Element,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>
}
