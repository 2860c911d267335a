/** The look of the list of conversations. */
import { css } from 'lit'

export const listStyles = css`
  .list {
    grid-row: 1 / -1;
    overflow: hidden auto;
    scrollbar-width: thin;
    padding: 8px 8px 16px;
    animation: arrive 140ms var(--_ease);
  }
  .list-head {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .list-head h2 {
    margin: 0;
    font: 600 14px/20px var(--_font);
  }
  .list .flip:dir(rtl) {
    transform: scaleX(-1);
  }
  .list .new {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    margin-block: 4px 8px;
    padding: 10px;
    border-radius: var(--_radius-card);
    color: var(--_accent-text);
    font: 600 14px/20px var(--_font);
  }
  .list ul {
    margin: 0;
    padding: 8px 0 0;
    list-style: none;
    border-block-start: 1px solid var(--_hairline);
  }
  .list .none {
    margin: 0;
    padding: 12px 10px;
    color: var(--_tertiary);
  }
  .list .more {
    margin: 8px 2px;
  }
  .list .row {
    position: relative;
    display: flex;
    align-items: center;
    min-block-size: 44px;
    border-radius: var(--_radius-card);
  }
  .list .row.current {
    background: var(--_hover);
  }
  .list .row .open {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: 1;
    min-inline-size: 0;
    padding: 12px 10px;
    border-radius: inherit;
    text-align: start;
  }
  .list .row .title {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: match-parent;
  }
  .list .row .strong {
    font-weight: 600;
  }
  .list .row time {
    flex: none;
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .list .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_accent);
  }
  .list .row-acts {
    display: flex;
    flex: none;
    padding-inline-end: 6px;
  }
  @media (hover: hover) {
    .list .new:hover,
    .list .row:not(.editing):hover {
      background: var(--_hover);
    }
    .list .row-acts {
      position: absolute;
      inset-inline-end: 0;
      opacity: 0;
    }
    .list .row:hover .row-acts,
    .list .row-acts:focus-within {
      opacity: 1;
    }
    .list .row:hover time,
    .list .row:hover .dot,
    .list .row:has(.row-acts:focus-within) time,
    .list .row:has(.row-acts:focus-within) .dot {
      visibility: hidden;
    }
  }
  .list .editing {
    gap: 2px;
    padding-inline: 10px 4px;
    background: var(--_quiet);
  }
  .list .editing .ask {
    flex: 1;
    min-inline-size: 0;
  }
  .list .editing input {
    all: unset;
    flex: 1;
    min-inline-size: 0;
    padding-block: 10px;
    font: 400 14px/20px var(--_font);
    color: var(--_text);
    text-align: start;
    cursor: text;
  }
  @media (pointer: coarse) {
    .list .editing input {
      font-size: 16px;
    }
  }
  .list .editing:has(input:focus) {
    box-shadow: inset 0 0 0 1.5px var(--_accent);
  }
  .list .editing input:focus-visible {
    outline: none;
  }
`
