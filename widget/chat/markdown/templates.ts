/** Tokens into Lit templates: text is always text, so nothing that a model writes can become markup. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Strings } from '../../strings/strings.ts'
import { check, copy } from '../icons.ts'
import type { Block, Inline, Item } from './tokens.ts'

export interface Ground {
  strings: Strings
  /** Characters at the end of a stream that fade out; 0 at rest. */
  fade: number
}

type Drawn = TemplateResult | string | typeof nothing

/** The last characters of a stream, in three steps of ink. */
const faded = (text: string, fade: number): Drawn => {
  // By code points: half a surrogate pair is not a character.
  const points = Array.from(text.slice(-fade * 2)).slice(-fade)
  const settled = text.slice(0, text.length - points.join('').length)
  const step = Math.ceil(points.length / 3)
  const part = (n: number): string => points.slice(n * step, (n + 1) * step).join('')
  return html`${settled}<span class="f1">${part(0)}</span><span class="f2">${part(1)}</span
    ><span class="f3">${part(2)}</span>`
}

/** Without what nobody sees: signs that turn the reading direction, and tags that carry hidden words. */
const visible = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu, '')

const inline = (nodes: readonly Inline[], ground: Ground): Drawn[] =>
  nodes.map((node, index) => {
    const own = index === nodes.length - 1 ? ground : still(ground)
    switch (node.type) {
      case 'text':
        return own.fade > 0 ? faded(visible(node.text), own.fade) : visible(node.text)
      case 'code':
        return html`<code>${visible(node.text)}</code>`
      case 'break':
        return html`<br />`
      case 'cite':
        // Empty, and so not to be seen, until it is known what it is.
        return html`<span class="cite" data-cite=${node.id}></span>`
      case 'strong':
        return html`<strong>${inline(node.children, own)}</strong>`
      case 'em':
        return html`<em>${inline(node.children, own)}</em>`
      case 'strike':
        return html`<del>${inline(node.children, own)}</del>`
      case 'link':
        return node.href === null
          ? html`<span class="link">${inline(node.children, own)}</span>`
          : html`<a href=${node.href} target="_blank" rel="noopener noreferrer nofollow ugc"
              >${inline(node.children, own)}</a
            >`
    }
  })

const still = (ground: Ground): Ground => (ground.fade === 0 ? ground : { ...ground, fade: 0 })

const item = ({ done, children }: Item, ground: Ground): TemplateResult => {
  const [only] = children
  const content =
    children.length === 1 && only?.type === 'paragraph' ? inline(only.children, ground) : blocks(children, ground)
  if (done === null) return html`<li>${content}</li>`
  const { strings } = ground
  return html`<li class="task">
    <span class="box ${done ? 'done' : ''}" role="img" aria-label=${done ? strings.done : strings.open}
      >${done ? check : nothing}</span
    >
    <div>${content}</div>
  </li>`
}

const items = (list: readonly Item[], ground: Ground): TemplateResult[] =>
  list.map((entry, index) => item(entry, index === list.length - 1 ? ground : still(ground)))

export const blocks = (list: readonly Block[], ground: Ground): TemplateResult[] =>
  list.map((block, index) => drawBlock(block, index === list.length - 1 ? ground : still(ground)))

const heading = (level: number, content: Drawn[]): TemplateResult => {
  // The page and the panel's own head are above: a text never holds a first or second level.
  if (level === 1) return html`<h3>${content}</h3>`
  if (level === 2) return html`<h4>${content}</h4>`
  return level === 3 ? html`<h5>${content}</h5>` : html`<h6>${content}</h6>`
}

export const drawBlock = (block: Block, ground: Ground): TemplateResult => {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${inline(block.children, ground)}</p>`
    case 'heading':
      return heading(block.level, inline(block.children, ground))
    case 'code':
      return html`<figure class="code">
        <figcaption>
          <span>${block.language}</span>
          <button type="button" class="quiet" data-copy="code">${copy}<span>${ground.strings.copy}</span></button>
        </figcaption>
        <pre tabindex="0" dir="ltr"><code>${visible(block.text)}</code></pre>
      </figure>`
    case 'quote':
      return html`<blockquote>${blocks(block.children, ground)}</blockquote>`
    case 'list':
      return block.start === null
        ? html`<ul>
            ${items(block.items, ground)}
          </ul>`
        : html`<ol start=${block.start}>
            ${items(block.items, ground)}
          </ol>`
    case 'table': {
      const calm = still(ground)
      const side = (column: number): string => block.align[column] ?? 'start'
      return html`<div class="table" tabindex="0" role="group">
        <table>
          <thead>
            <tr>
              ${block.head.map((cell, column) => html`<th scope="col" class=${side(column)}>${inline(cell, calm)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${block.rows.map(
              (row) =>
                html`<tr>
                  ${row.map((cell, column) => html`<td class=${side(column)}>${inline(cell, calm)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    }
    case 'rule':
      return html`<hr />`
  }
}
