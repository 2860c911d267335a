/** Elements in one call each: `h('p', { class: 'fact' }, 'Open today')`. No HTML strings, so no text can become markup. */

type Props = Record<string, string | number | boolean | ((event: Event) => void)>

const fill = <E extends Element>(element: E, props: Props, children: (Node | string)[]): E => {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value !== false) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children)
  return element
}

export const h = <K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: (Node | string)[]) =>
  fill(document.createElement(tag), props, children)

export const s = <K extends keyof SVGElementTagNameMap>(tag: K, props: Props = {}, ...children: (Node | string)[]) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children)
