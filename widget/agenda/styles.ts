/** The look of the agenda: its bar, its list, the line that adds, and what is asked at its foot. */
import { css } from 'lit'

export const styles = css`
  .agenda {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
    position: relative;
    font-variant-numeric: tabular-nums;
  }
  .agenda :is(h2, h3, p, ul, dl, dd, fieldset) {
    margin: 0;
    padding: 0;
    border: 0;
    list-style: none;
  }
  /* Each text in its own direction, all at the same edge. */
  .agenda :is(.ag-title, .ag-tint small, .ag-entry small, .ag-note p, .ag-preview b, .ag-mini) {
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  .agenda h2 {
    font: 600 16px/24px var(--_font);
  }
  .ag-flip:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  .ag-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 8px 8px 8px 16px;
    padding-inline: 16px 8px;
  }
  .ag-views {
    display: flex;
    flex: 1;
    gap: 2px;
  }
  .ag-views button {
    padding: 5px 10px;
    border-radius: var(--_radius-control);
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .ag-views button[aria-pressed='true'] {
    background: var(--_soft);
    color: var(--_text);
    font-weight: 600;
  }
  .ag-views button:first-child {
    margin-inline-start: -10px;
  }
  .ag-nav {
    display: flex;
    align-items: center;
    gap: 2px;
    flex: 1 0 100%;
  }
  .ag-nav h2 {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  @container persona (min-width: 560px) {
    .ag-nav {
      order: -1;
      flex: 1 1 0;
    }
    .ag-nav h2 {
      flex: none;
      margin-inline-end: 8px;
    }
    .ag-nav ~ *,
    .ag-bar:has(.ag-nav) .ag-views {
      flex: none;
    }
  }
  .ag-scroll {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_edge) transparent;
    padding: 0 16px 16px;
  }
  .ag-center {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 48px 16px 32px;
    text-align: center;
    color: var(--_secondary);
  }
  .ag-center h2 {
    color: var(--_text);
  }
  .ag-center .icon {
    inline-size: 28px;
    block-size: 28px;
    margin-block-end: 8px;
    color: var(--_tertiary);
  }
  .ag-list {
    max-inline-size: 720px;
    margin-inline: auto;
  }
  .ag-list section {
    padding-block-end: 12px;
  }
  .ag-list h3 {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding-block: 8px 6px;
    background: var(--_surface);
    font: 600 13px/18px var(--_font);
  }
  .ag-list h3 small {
    margin-inline-start: 4px;
    font: 400 12px/18px var(--_font);
    color: var(--_tertiary);
  }
  .ag-none,
  .ag-end {
    font: 400 13px/18px var(--_font);
    color: var(--_tertiary);
  }
  .ag-end {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px;
    max-inline-size: 720px;
    margin-inline: auto !important;
    padding-block: 8px !important;
    border-block-start: 1px solid var(--_hairline) !important;
  }
  .ag-row {
    padding-block: 2px;
  }
  .ag-what {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr);
    gap: 8px;
    inline-size: 100%;
    border-radius: var(--_radius-control);
  }
  .ag-what:focus-visible {
    outline-offset: 0;
  }
  .ag-when {
    padding-block-start: 6px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
    text-align: end;
  }
  .ag-when small {
    display: block;
    font: inherit;
    color: var(--_tertiary);
  }
  .ag-row .ag-tint {
    display: block;
    padding: 6px 10px;
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--_radius-control);
    background: var(--_soft);
    min-inline-size: 0;
    min-block-size: 32px;
  }
  .ag-row .ag-title {
    display: block;
    font: 600 14px/20px var(--_font);
    overflow-wrap: anywhere;
  }
  .ag-title i {
    display: inline-block;
    margin-inline-start: 6px;
    color: var(--_tertiary);
    vertical-align: -1px;
  }
  .ag-title .icon {
    inline-size: 12px;
    block-size: 12px;
  }
  .ag-row small:not(.ag-when small) {
    display: block;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
    overflow-wrap: anywhere;
  }
  .ag-row.over .ag-tint {
    background: var(--_quiet);
    border-color: var(--_edge);
  }
  .ag-row.over .ag-title {
    font-weight: 400;
    color: var(--_secondary);
  }
  .ag-row.free .ag-tint {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_hairline);
  }
  .ag-row.ghost .ag-tint {
    border: 1px dashed var(--_accent-text);
    border-inline-start-width: 3px;
    background: color-mix(in oklab, var(--_soft) 45%, transparent);
  }
  .ag-row .ag-who,
  .ag-who {
    color: var(--_accent-text) !important;
    font: 400 12px/16px var(--_font);
  }
  .ag-row:is(.leaving, .gone) .ag-title {
    text-decoration: line-through;
    text-decoration-color: var(--_control);
  }
  .ag-row .ag-decide {
    margin-inline-start: 72px;
    padding-block: 6px;
  }
  .ag-decide {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .ag-decide .solid {
    padding-block: 5px;
  }
  .ag-row .ag-wait {
    margin-inline-start: 72px;
  }
  .ag-wait {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 4px;
    min-block-size: 28px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .ag-tint {
    position: relative;
  }
  .ag-sending {
    position: absolute;
    inset: 6px 10px auto auto;
    opacity: 0;
    animation: arrive 160ms 700ms var(--_ease) forwards;
  }
  .ag-sending:dir(rtl) {
    inset: 6px auto auto 10px;
  }
  .ag-row.queued .ag-tint {
    opacity: 0.8;
  }
  .failed > .ag-wait {
    color: var(--_danger);
  }
  .ag-now {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr);
    align-items: center;
    gap: 8px;
    padding-block: 2px;
    font: 600 12px/16px var(--_font);
    color: var(--_danger);
    text-align: end;
  }
  .ag-now i {
    block-size: 0;
    border-block-start: 1.5px solid currentColor;
    position: relative;
  }
  .ag-now i::before {
    content: '';
    position: absolute;
    inset-block-start: -5px;
    inset-inline-start: -3px;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
  }
  .ag-note {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 4px 8px 4px 16px;
    padding-inline: 16px 8px;
    border-block-start: 1px solid var(--_hairline);
    font: 400 13px/18px var(--_font);
    animation: arrive 140ms var(--_ease);
  }
  .ag-note p {
    flex: 1;
    min-inline-size: 0;
    max-block-size: 36px;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .ag-which {
    display: block;
    padding-block: 10px;
    background: var(--_quiet);
  }
  .ag-which .ag-decide {
    margin-inline-start: -8px;
    padding-block-start: 4px;
  }
  .agenda .ag-trouble {
    padding: 8px 16px;
    color: var(--_danger);
    font: 400 13px/18px var(--_font);
  }
  .ag-quick {
    flex: none;
    padding: 8px 12px 12px;
    border-block-start: 1px solid var(--_hairline);
  }
  .ag-line {
    position: relative;
  }
  .ag-quick input {
    all: unset;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 40px;
    padding-inline: 14px 44px;
    border-radius: 20px;
    box-shadow: inset 0 0 0 1px var(--_control);
    font: 400 14px/20px var(--_font);
    cursor: text;
    text-align: start;
  }
  .ag-quick input:focus {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .ag-quick input::placeholder {
    color: var(--_tertiary);
    opacity: 1;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .ag-go {
    position: absolute;
    inset-block-start: 5px;
    inset-inline-end: 5px;
    display: grid;
    place-items: center;
    inline-size: 30px;
    block-size: 30px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .ag-go .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .ag-preview {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-block-end: 8px;
    padding: 8px 8px 8px 12px;
    padding-inline: 12px 8px;
    border: 1px dashed var(--_accent-text);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--_radius-control);
    background: color-mix(in oklab, var(--_soft) 45%, transparent);
    animation: arrive 140ms var(--_ease);
  }
  .ag-preview p {
    flex: 1 1 180px;
    font: 400 12px/18px var(--_font);
    color: var(--_secondary);
    overflow-wrap: anywhere;
  }
  .ag-preview b {
    display: block;
    font: 600 14px/20px var(--_font);
    color: var(--_text);
  }
  .ag-preview span:not(:last-child)::after {
    content: ' · ';
  }
  .ag-unread {
    padding: 0 4px 8px !important;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  @media (hover: hover) {
    .ag-views button:hover {
      background: var(--_hover);
    }
    .ag-what:hover .ag-tint {
      background: var(--_tint);
    }
    .ag-what:hover .ag-title {
      color: var(--_text);
    }
  }
  @media (pointer: coarse) {
    .ag-views button,
    .ag-what {
      min-block-size: 44px;
    }
    .ag-quick input {
      min-block-size: 44px;
      font-size: 16px;
      border-radius: 22px;
    }
    .ag-go {
      inline-size: 36px;
      block-size: 36px;
      inset-block-start: 4px;
    }
  }
  @media (forced-colors: active) {
    .ag-row .ag-tint,
    .ag-quick input,
    .ag-views [aria-pressed='true'] {
      border: 1px solid CanvasText;
    }
  }
`
