/** Styles of what was fetched later: beside those that are there, and before the accent, which is the last word. */
import type { CSSResult } from 'lit'

export const adopt = (root: ShadowRoot, { styleSheet }: CSSResult): void => {
  const sheets = root.adoptedStyleSheets
  if (styleSheet && !sheets.includes(styleSheet)) root.adoptedStyleSheets = sheets.toSpliced(-1, 0, styleSheet)
}
