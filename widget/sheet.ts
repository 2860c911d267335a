/** The look that panels of lists share: a head, groups of items, what can be done about each, and small forms. */
import { css } from 'lit'

export const sheetStyles = css`
  .sheet {
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_edge) transparent;
    padding: 16px max(16px, (100% - 688px) / 2) 24px;
    overflow-wrap: anywhere;
    animation: arrive 140ms var(--_ease);
  }
  .sheet:focus-visible {
    outline-offset: -2px;
  }
  .sheet h2,
  .sheet h3,
  .sheet h4,
  .sheet p,
  .sheet ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* Each text in its own direction, all at the same edge. */
  .sheet :is(h2, h3, p, .sheet-wrong span) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .sheet-head h2 {
    font: 600 16px/24px var(--_font);
    text-wrap: balance;
  }
  .sheet-head p,
  .sheet-note {
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
    text-wrap: pretty;
  }
  .sheet section {
    margin-block-start: 24px;
  }
  .sheet section > h3 {
    padding-block-end: 4px;
    font: 600 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .sheet section > h3::first-letter {
    text-transform: uppercase;
  }
  .find {
    margin-block-start: 12px;
  }
  .sheet input:not([type='checkbox']),
  .sheet textarea {
    all: unset;
  }
  .sheet input:not([type='checkbox']),
  .sheet textarea,
  .sheet select {
    border: 0;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 8px 12px;
    border-radius: var(--_radius-control);
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_control);
    font: 400 14px/20px var(--_font);
    color: var(--_text);
    text-align: start;
    cursor: text;
  }
  .sheet select {
    cursor: pointer;
  }
  .sheet textarea {
    field-sizing: content;
    max-block-size: 200px;
    overflow-y: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .sheet :is(input:not([type='checkbox']), textarea, select):focus {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .sheet input::placeholder {
    color: var(--_tertiary);
    opacity: 1;
  }
  .find input::-webkit-search-cancel-button {
    filter: grayscale(1);
    cursor: pointer;
  }
  .sheet .find input:not(:focus) {
    background: var(--_quiet);
    box-shadow: inset 0 0 0 1px var(--_edge);
  }
  .item {
    display: flex;
    align-items: start;
    gap: 8px;
    padding-block: calc(8px * var(--_dense));
    border-block-start: 1px solid var(--_hairline);
  }
  .item-text {
    flex: 1;
    min-inline-size: 0;
  }
  .item-meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    font: 400 12px/20px var(--_font);
    color: var(--_tertiary);
    font-variant-numeric: tabular-nums;
  }
  .item-meta > :not(:last-child)::after {
    content: '·';
    display: inline-block;
    margin-inline-start: 6px;
    color: var(--_tertiary);
  }
  .item-meta .wary,
  .item-meta .bad {
    color: var(--_danger);
  }
  .over > .item-text > p:first-child {
    color: var(--_secondary);
    text-decoration: line-through;
    text-decoration-color: var(--_edge);
  }
  .sheet .link {
    min-block-size: 20px;
    color: var(--_accent-text);
    border-radius: var(--_radius-control);
  }
  .item-acts {
    display: flex;
    flex: none;
    margin-block-start: -4px;
  }
  .editing {
    display: grid;
    gap: 8px;
    margin-block: 4px;
    padding: 12px;
    border-radius: var(--_radius-card);
    background: var(--_quiet);
  }
  .sheet .editing label {
    display: grid;
    gap: 4px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .sheet-acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .sheet-acts > .text:first-child {
    margin-inline-start: -8px;
  }
  .sheet-acts b {
    margin-inline-end: auto;
    font-weight: 600;
  }
  .sheet button:disabled {
    opacity: 0.5;
  }
  .sheet-foot {
    display: grid;
    gap: 8px;
    margin-block-start: 24px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_hairline);
  }
  .ask-all {
    background: color-mix(in oklab, var(--_danger) 8%, var(--_surface));
  }
  .sheet .tick {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
    cursor: pointer;
  }
  .tick input {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .receipt {
    position: relative;
    margin-block-start: 12px;
    padding: 10px 40px 10px 12px;
    padding-inline: 12px 40px;
    border-radius: var(--_radius-card);
    background: var(--_soft);
  }
  .receipt small {
    display: block;
    font: 400 12px/18px var(--_font);
    color: var(--_secondary);
  }
  .receipt code {
    font: 400 11px/16px var(--_mono);
  }
  .receipt .icon-button {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
  }
  .sheet-wrong {
    display: flex;
    gap: 8px;
    padding-block-start: 12px;
    font: 400 13px/18px var(--_font);
    color: var(--_danger);
  }
  .sheet-wrong .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .sheet-empty {
    display: grid;
    gap: 4px;
    justify-items: start;
    padding-block: 40px 24px;
    color: var(--_secondary);
  }
  .sheet-empty h3 {
    font: 600 16px/24px var(--_font);
    color: var(--_text);
  }
  .sheet-empty .solid {
    margin-block-start: 8px;
  }
  @media (hover: hover) {
    .sheet .link:hover {
      text-decoration: underline;
    }
    .item-acts {
      opacity: 0;
      transition: opacity 120ms;
    }
    .item:hover .item-acts,
    .item:focus-within .item-acts {
      opacity: 1;
    }
  }
  @media (pointer: coarse) {
    .sheet input:not([type='checkbox']),
    .sheet textarea,
    .sheet select {
      min-block-size: 44px;
      font-size: 16px;
    }
    .sheet .tick,
    .sheet .link {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .sheet :is(input, textarea, select),
    .editing,
    .receipt {
      border: 1px solid CanvasText;
    }
  }
`
