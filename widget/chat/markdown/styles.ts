/** How a persona's words are set: 14/20, blocks eight apart, nothing louder than it needs to be. */
import { css } from 'lit'

export const wordStyles = css`
  /* Plain blocks: a grid of them would be laid out as a whole for every word that comes. */
  .words {
    max-inline-size: 68ch;
  }
  .words > * + * {
    margin-block-start: 10px;
  }
  /* While it grows, only what can be seen of it is laid out and painted. */
  [aria-busy='true'] > .words > * {
    content-visibility: auto;
    contain-intrinsic-size: auto 60px;
  }
  .words blockquote,
  .words li > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  .words p,
  .words h3,
  .words h4,
  .words h5,
  .words h6,
  .words ul,
  .words ol,
  .words blockquote,
  .words figure {
    margin: 0;
  }
  .words p,
  .words li {
    text-wrap: pretty;
  }
  .words h3 {
    font: 600 16px/24px var(--_font);
    padding-block-start: 6px;
  }
  .words h4 {
    font: 600 15px/22px var(--_font);
    padding-block-start: 4px;
  }
  .words h5,
  .words h6 {
    font: 600 14px/20px var(--_font);
  }
  .words strong {
    font-weight: 600;
  }
  .words ul,
  .words ol {
    padding-inline-start: 22px;
  }
  .words li + li,
  .words li > :is(ul, ol) {
    margin-block-start: 4px;
  }
  .words li > :is(p, figure, blockquote, .table) + * {
    margin-block-start: 6px;
  }
  .words li::marker {
    color: var(--_tertiary);
    font-variant-numeric: tabular-nums;
  }
  .words .task {
    display: flex;
    gap: 8px;
    margin-inline-start: -22px;
  }
  .words .task > div {
    flex: 1;
    min-inline-size: 0;
  }
  .box {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 16px;
    block-size: 16px;
    margin-block-start: 2px;
    border-radius: 4px;
    box-shadow: inset 0 0 0 1.5px var(--_control);
  }
  .box.done {
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: none;
  }
  .box .icon {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 3;
  }
  .words a,
  .words .link {
    color: var(--_accent-text);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-decoration-color: color-mix(in oklab, var(--_accent-text) 40%, transparent);
    text-underline-offset: 2px;
    border-radius: 2px;
  }
  @media (hover: hover) {
    .words a:hover {
      text-decoration-color: currentColor;
    }
  }
  .words code {
    font: 0.925em/1.3 var(--_mono);
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--_hover);
  }
  .words blockquote {
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_edge);
    color: var(--_secondary);
  }
  .words hr {
    border: 0;
    block-size: 1px;
    margin: 6px 0;
    background: var(--_hairline);
  }
  .code {
    border-radius: var(--_radius-card);
    background: var(--_quiet);
    overflow: hidden;
  }
  .code figcaption {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 32px;
    padding-inline: 12px 4px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .code .quiet {
    padding-inline: 8px;
    color: var(--_secondary);
  }
  .code .quiet.copied {
    color: var(--_text);
  }
  .words pre {
    margin: 0;
    padding: 2px 12px 12px;
    overflow: auto hidden;
    scrollbar-width: thin;
    scrollbar-color: var(--_edge) transparent;
    tab-size: 2;
    text-align: left;
  }
  .words pre code {
    font: 400 12.5px/18px var(--_mono);
    padding: 0;
    background: none;
    white-space: pre;
    overflow-wrap: normal;
  }
  .words pre:focus-visible,
  .table:focus-visible {
    outline-offset: -2px;
  }
  .table {
    overflow: auto hidden;
    scrollbar-width: thin;
    scrollbar-color: var(--_edge) transparent;
  }
  .words table {
    border-collapse: collapse;
    min-inline-size: 100%;
    font: 400 13px/18px var(--_font);
    font-variant-numeric: tabular-nums;
    overflow-wrap: normal;
  }
  .words th {
    font-weight: 600;
    white-space: nowrap;
  }
  .words :is(th, td) {
    padding: 7px 14px 7px 0;
    padding-inline: 0 16px;
    text-align: start;
    vertical-align: top;
    border-block-end: 1px solid var(--_hairline);
    max-inline-size: 32ch;
  }
  .words :is(th, td).end {
    text-align: end;
  }
  .words :is(th, td).center {
    text-align: center;
  }
  .words tr:last-child td {
    border: 0;
  }
  .f1 {
    color: color-mix(in oklab, currentColor 88%, transparent);
  }
  .f2 {
    color: color-mix(in oklab, currentColor 78%, transparent);
  }
  .f3 {
    color: color-mix(in oklab, currentColor 68%, transparent);
  }
`
