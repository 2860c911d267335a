/** The few kinds of controls that the studio is made of. */
import { h, s } from '../dom.ts'

export const icon = (d: string): SVGElement =>
  s('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, s('path', { d }))

export type Choice = [value: string, label: string]

/** One of a few, all in sight. */
export const segments = (
  name: string,
  legend: string,
  choices: Choice[],
  value: string,
  chosen: (value: string) => void,
): HTMLElement =>
  h(
    'fieldset',
    { class: 'choice' },
    h('legend', {}, legend),
    h(
      'div',
      { class: 'segments' },
      ...choices.map(([each, label]) =>
        h(
          'label',
          {},
          h('input', { type: 'radio', name, value: each, checked: each === value, change: () => chosen(each) }),
          h('span', {}, label),
        ),
      ),
    ),
  )

/** One of many, out of sight. */
export const select = (
  name: string,
  label: string,
  choices: Choice[],
  value: string,
  chosen: (value: string) => void,
): HTMLElement =>
  h(
    'label',
    { class: 'pick' },
    h('span', {}, label),
    h(
      'select',
      { name, change: (event) => chosen((event.target as HTMLSelectElement).value) },
      ...choices.map(([each, said]) => h('option', { value: each, selected: each === value }, said)),
    ),
  )

/** Puts words on the clipboard, and says whether that went well. */
export const copyButton = (label: string, text: () => string): HTMLButtonElement => {
  const button = h('button', { type: 'button', class: 'copy' }, label)
  button.addEventListener('click', () => {
    const said = (word: string): void => {
      button.textContent = word
      setTimeout(() => (button.textContent = label), 1600)
    }
    navigator.clipboard.writeText(text()).then(
      () => said('Copied'),
      () => said('Select it and copy'),
    )
  })
  return button
}
