/** The look of what is in front of the views: one entry, its form, settings. */
import { css } from 'lit'

export const entryStyles = css`
  .ag-sheet {
    flex: 1;
    min-block-size: 0;
    padding-block-start: 8px;
  }
  .ag-back {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-inline-start: -8px;
    margin-block-end: 8px;
  }
  .ag-back .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .ag-card {
    padding-inline-start: 13px;
    border-inline-start: 3px solid var(--_accent);
  }
  .ag-card.ghost {
    border-inline-start-style: dashed;
  }
  .ag-card h2 {
    font: 600 18px/24px var(--_font) !important;
    overflow-wrap: anywhere;
  }
  .ag-time {
    color: var(--_secondary);
  }
  .agenda .ag-small {
    font: 400 12px/18px var(--_font);
    color: var(--_secondary);
  }
  .ag-card dl {
    display: grid;
    grid-template-columns: minmax(72px, max-content) minmax(0, 1fr);
    gap: 6px 16px;
    padding-block: 12px !important;
    font: 400 13px/18px var(--_font);
  }
  .ag-card dl:empty {
    padding-block: 4px !important;
  }
  .ag-card dt {
    color: var(--_tertiary);
  }
  .ag-card dd {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .ag-source .link {
    font: inherit;
  }
  .ag-acts {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-block-start: 12px;
  }
  .ag-form {
    gap: 12px !important;
  }
  .ag-pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 196px), 1fr));
    gap: 12px;
  }
  .ag-sheet fieldset {
    display: grid;
    gap: 8px;
  }
  .ag-sheet legend {
    padding: 0 0 4px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .ag-form .ag-ticks,
  .ag-days {
    display: flex !important;
    flex-wrap: wrap;
    gap: 4px 16px !important;
  }
  .ag-sheet .editing label.tick {
    display: flex;
    gap: 8px;
    color: var(--_text);
    font: 400 13px/18px var(--_font);
  }
  .ag-pair :is(label, input) {
    min-inline-size: 0;
  }
  .ag-files input {
    display: none !important;
  }
  .ag-start {
    margin: 4px -8px;
  }
  .ag-files {
    display: flex;
    flex-wrap: wrap;
    margin-inline-start: -8px;
  }
  .ag-sheet section {
    margin-block-start: 12px;
  }
  .ag-sheet .ag-trouble {
    padding-inline: 0;
  }
`
