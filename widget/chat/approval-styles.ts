/** The look of what is asked for: one quiet card, and one line once it is decided. */
import { css } from 'lit'

export const approvalStyles = css`
  .asks {
    display: grid;
    gap: 8px;
    margin-block-start: 10px;
    max-inline-size: 68ch;
  }
  .asks .aside,
  .aside.waiting {
    margin: 0;
    color: var(--_accent-text);
    font-weight: 600;
  }
  .asks .ask {
    display: grid;
    gap: 10px;
    padding: 14px;
    border-radius: var(--_radius-card);
    background: var(--_quiet);
    box-shadow: inset 0 0 0 1px var(--_edge);
    animation: arrive 160ms var(--_ease);
  }
  .asks .ask h3 {
    margin: 0;
    font: 600 14px/20px var(--_font);
    text-wrap: pretty;
  }
  /* Each text in its own direction, all at the same edge. */
  .asks :is(h3, dd, p, summary > span),
  .ask-tainted span {
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  .ask-meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    margin: 0;
    font: 400 12px/18px var(--_font);
    color: var(--_secondary);
    font-variant-numeric: tabular-nums;
  }
  .ask-meta > :not(:last-child)::after {
    content: '·';
    margin-inline-start: 8px;
    color: var(--_tertiary);
  }
  .asks .ask .ask-meta {
    margin-block-start: -6px;
  }
  .irreversible .ask-risk,
  .spend .ask-risk,
  .contact .ask-risk {
    color: var(--_danger);
    font-weight: 600;
  }
  .ask-tainted {
    display: flex;
    gap: 8px;
    margin: 0;
    padding: 10px 12px;
    border-radius: var(--_radius-control);
    background: color-mix(in oklab, var(--_danger) 9%, var(--_surface));
    font: 400 13px/18px var(--_font);
  }
  .ask-tainted .icon,
  .asks .aside .icon {
    inline-size: 16px;
    block-size: 16px;
    margin-block-start: 1px;
    color: var(--_danger);
  }
  .ask-table {
    display: grid;
    margin: 0;
    font: 400 13px/18px var(--_font);
  }
  .ask-table > div {
    display: grid;
    grid-template-columns: minmax(88px, 30%) minmax(0, 1fr);
    gap: 12px;
    padding-block: 6px;
    border-block-start: 1px solid var(--_hairline);
  }
  .ask-table > div:last-child {
    border-block-end: 1px solid var(--_hairline);
  }
  .ask-table dt {
    color: var(--_secondary);
    overflow-wrap: anywhere;
  }
  .ask-table dd {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .ask-table dd.much {
    max-block-size: 180px;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .ask-table code {
    font: 400 12px/18px var(--_mono);
  }
  .ask-form {
    display: grid;
    gap: 10px;
  }
  .ask-field {
    display: grid;
    gap: 4px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .ask-field p {
    margin: 0;
    font: 400 14px/20px var(--_font);
    color: var(--_text);
  }
  .ask-field textarea,
  .ask-field input {
    all: unset;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 36px;
    max-block-size: 200px;
    padding: 8px 10px;
    border-radius: var(--_radius-control);
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_control);
    font: 400 14px/20px var(--_font);
    color: var(--_text);
    text-align: start;
    cursor: text;
  }
  .ask-field textarea {
    field-sizing: content;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    overflow-y: auto;
  }
  .ask-field :is(textarea, input):focus {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .ask-tick {
    display: flex;
    align-items: start;
    gap: 8px;
    min-block-size: 24px;
    padding-block: 2px;
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
    cursor: pointer;
  }
  .ask-tick input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 1px 0 0;
    accent-color: var(--_accent);
  }
  .ask-acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .ask-acts button:disabled {
    opacity: 0.5;
  }
  .asked {
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .asked summary {
    display: flex;
    align-items: start;
    gap: 8px;
    padding-block: 4px;
    border-radius: var(--_radius-control);
    list-style: none;
    cursor: pointer;
  }
  .asked summary::-webkit-details-marker {
    display: none;
  }
  .asked summary > span {
    min-inline-size: 0;
  }
  .asked summary .icon,
  .asked summary i {
    flex: none;
    inline-size: 14px;
    block-size: 14px;
    margin-block-start: 2px;
    color: var(--_tertiary);
  }
  .asked summary i::before {
    content: '';
    display: block;
    inline-size: 8px;
    block-size: 1.5px;
    margin: 6px 3px;
    background: currentColor;
  }
  .asked small {
    flex: none;
    max-inline-size: 45%;
    margin-inline-start: auto;
    font: inherit;
    color: var(--_tertiary);
  }
  .asked.used small {
    color: var(--_secondary);
  }
  .asked p {
    margin: 4px 0 8px;
    padding-inline-start: 22px;
  }
  .asked .ask-table {
    margin: 4px 0 8px 0;
    padding-inline-start: 22px;
  }
  @container persona (max-width: 340px) {
    .ask-table > div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
  }
  @media (pointer: coarse) {
    .ask-field textarea,
    .ask-field input {
      min-block-size: 44px;
      font-size: 16px;
    }
    .ask-tick,
    .asked summary {
      min-block-size: 44px;
      align-items: center;
    }
  }
  @media (forced-colors: active) {
    .asks .ask {
      border: 1px solid CanvasText;
    }
  }
`
