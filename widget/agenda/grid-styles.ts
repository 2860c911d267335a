/** The look of days, weeks and months. Places come as --from, --to, --lane and --of. */
import { css } from 'lit'

export const gridStyles = css`
  .ag-grid {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    position: relative;
    border-block-start: 1px solid var(--_hairline);
  }
  .ag-grid-days {
    user-select: none;
    -webkit-user-select: none;
    display: flex !important;
    flex-direction: column;
    flex-wrap: nowrap;
    gap: 0 !important;
    flex: 1;
    min-block-size: 0;
  }
  .ag-grid-days > [role='row'] {
    display: grid;
    grid-template-columns: 52px repeat(var(--days, 1), minmax(0, 1fr));
    padding-inline-end: 10px;
  }
  .ag-heads {
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
    text-align: center;
  }
  .ag-heads > :not(.ag-gutter) {
    padding-block: 6px;
  }
  .ag-heads b {
    font-weight: 600;
    color: var(--_text);
  }
  .ag-heads .today b {
    display: inline-block;
    min-inline-size: 20px;
    padding-inline: 4px;
    border-radius: 10px;
    font: 600 12px/20px var(--_font);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .ag-gutter {
    padding: 6px 6px 0 8px;
    padding-inline: 8px 6px;
    min-inline-size: 0;
    text-align: end;
    color: var(--_tertiary);
  }
  .ag-gutter small {
    display: block;
    font: 400 10px/14px var(--_font);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .ag-alldays {
    border-block-end: 1px solid var(--_hairline);
    max-block-size: 92px;
    overflow: hidden auto;
    scrollbar-width: none;
    flex: none;
  }
  .ag-cell {
    display: grid;
    align-content: start;
    gap: 2px;
    min-block-size: 26px;
    padding: 2px;
  }
  .ag-times {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_edge) transparent;
  }
  .ag-hours {
    position: relative;
    padding: 0;
  }
  .ag-hours small {
    position: absolute;
    inset-inline: 0 6px;
    inset-block-start: calc(var(--from) * 0.8px - 7px);
  }
  .ag-col {
    position: relative;
    block-size: 1152px;
    border-inline-start: 1px solid var(--_hairline);
    background-image: repeating-linear-gradient(var(--_hairline) 0 1px, transparent 1px 48px);
    touch-action: pan-y;
  }
  .ag-col > [data-box] {
    position: absolute;
    inset-block-start: calc(var(--from) * 0.8px);
    block-size: calc((var(--to) - var(--from)) * 0.8px);
  }
  .ag-work {
    inset-inline: 0;
    background: color-mix(in oklab, var(--_accent) 4%, transparent);
    pointer-events: none;
  }
  .ag-entry {
    --at: calc(var(--lane) / var(--of));
    inset-inline-start: calc(var(--at) * (100% - 4px) + 1px);
    inline-size: calc((100% - 4px) / var(--of) - 1px);
    z-index: 1;
    display: flex;
    flex-direction: column;
    padding: 3px 4px 3px 6px;
    padding-inline: 6px 4px;
    overflow: hidden;
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--_radius-control);
    background: color-mix(in oklab, var(--_accent) 18%, var(--_surface));
    box-shadow: 0 0 0 1px var(--_surface);
    font: 400 12px/16px var(--_font);
    text-align: start;
  }
  .ag-entry .ag-title {
    font-weight: 600;
    overflow: hidden;
    overflow-wrap: anywhere;
    flex: none;
    max-block-size: 48px;
  }
  .ag-entry small {
    font: inherit;
    color: var(--_secondary);
    overflow: hidden;
  }
  .ag-entry.short {
    flex-direction: row;
    flex-wrap: wrap;
    gap: 0 6px;
    padding-block: 0;
    line-height: 15px;
    white-space: nowrap;
  }
  .ag-entry.short .ag-title {
    max-inline-size: 100%;
    text-overflow: ellipsis;
  }
  .ag-entry.over {
    background: color-mix(in oklab, var(--_text) 6%, var(--_surface));
    border-color: var(--_edge);
  }
  .ag-entry.over .ag-title {
    color: var(--_secondary);
  }
  .ag-entry.free {
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_edge);
  }
  .ag-entry.queued {
    opacity: 0.7;
  }
  .ag-entry.failed {
    outline: 1.5px dashed var(--_danger);
    outline-offset: -1.5px;
  }
  .ag-entry.ghost {
    border: 1px dashed var(--_accent-text);
    border-inline-start-width: 3px;
    background: color-mix(in oklab, var(--_surface) 78%, transparent);
  }
  .ag-entry:is(.leaving, .gone) .ag-title {
    text-decoration: line-through;
  }
  .ag-entry.away,
  .ag-entry.leaving {
    opacity: 0.55;
  }
  .ag-entry.whole {
    position: static;
    inline-size: 100%;
    padding-block: 1px;
  }
  .ag-entry.whole .ag-title {
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .ag-entry:focus-visible,
  .ag-slot:focus-visible {
    outline-offset: -1px;
    z-index: 3;
  }
  .ag-entry.movable {
    cursor: grab;
  }
  .ag-grip {
    position: absolute;
    inset: auto 0 0;
    block-size: 7px;
    cursor: ns-resize;
  }
  .ag-slot {
    z-index: 2;
    inset-inline: 1px 3px;
    padding-inline: 6px;
    border-radius: var(--_radius-control);
    font: 600 11px/22px var(--_font);
    color: var(--_accent-text);
    background: color-mix(in oklab, var(--_accent) 7%, var(--_surface));
    box-shadow: inset 0 0 0 1px var(--_edge);
    overflow: hidden;
    white-space: nowrap;
  }
  .ag-grid:not(:focus-within) .ag-slot {
    opacity: 0;
  }
  .ag-slot.whole {
    position: static;
    inline-size: 100%;
    text-align: center;
  }
  .ag-held {
    z-index: 4;
    text-align: start;
    inset-inline: 1px 3px;
    overflow: hidden;
    padding: 2px 6px;
    border-radius: var(--_radius-control);
    background: color-mix(in oklab, var(--_accent) 30%, var(--_surface));
    box-shadow:
      0 0 0 1.5px var(--_accent),
      0 6px 16px var(--_shade);
    font: 400 12px/16px var(--_font);
    pointer-events: none;
  }
  .ag-held:focus {
    outline: none;
  }
  .ag-held span {
    display: block;
  }
  .ag-held b {
    display: block;
    inline-size: max-content;
    max-inline-size: 100%;
    padding-inline: 6px;
    border-radius: 8px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 11px/16px var(--_font);
    white-space: nowrap;
  }
  .ag-nowline {
    z-index: 2;
    inset-inline: 0;
    block-size: 0 !important;
    border-block-start: 1.5px solid var(--_danger);
    pointer-events: none;
  }
  .ag-nowline::before {
    content: '';
    position: absolute;
    inset-block-start: -5px;
    inset-inline-start: -4px;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_danger);
  }
  .ag-keys {
    position: absolute;
    inset: auto 12px 12px;
    z-index: 5;
    padding: 12px;
    border-radius: var(--_radius-card);
    background: var(--_raised);
    box-shadow:
      var(--_shadow),
      0 0 0 1px var(--_hairline);
    font: 400 12px/18px var(--_font);
  }
  .ag-keys dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 12px;
  }
  .ag-keys dt {
    color: var(--_secondary);
  }
  .ag-keys kbd {
    font: 600 12px/18px var(--_font);
  }
  .ag-month {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    scrollbar-width: thin;
    padding: 0 12px 12px;
  }
  .ag-month :is(.ag-heads, .ag-week) {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
  }
  .ag-date {
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 3px;
    min-inline-size: 0;
    min-block-size: 44px;
    padding-block: 4px;
    border-radius: var(--_radius-control);
    cursor: pointer;
  }
  .ag-date b {
    min-inline-size: 26px;
    border-radius: 13px;
    font: 400 13px/26px var(--_font);
    text-align: center;
  }
  .ag-date.other b {
    color: var(--_tertiary);
  }
  .ag-date.today b {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .ag-date.current {
    background: var(--_quiet);
    box-shadow: inset 0 0 0 1px var(--_edge);
  }
  .ag-date:focus-visible {
    outline-offset: -2px;
  }
  .ag-dots {
    display: flex;
    gap: 3px;
    block-size: 5px;
  }
  .ag-dots i {
    inline-size: 5px;
    block-size: 5px;
    border-radius: 50%;
    background: var(--_accent);
  }
  .ag-dots .ghost {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_accent-text);
  }
  .ag-month.roomy {
    display: flex;
    flex-direction: column;
    padding: 0;
  }
  .roomy > [role='grid'] {
    display: flex;
    flex-direction: column;
    flex: 1;
  }
  .roomy .ag-week {
    user-select: none;
    -webkit-user-select: none;
    flex: 1;
    min-block-size: 92px;
    border-block-start: 1px solid var(--_hairline);
  }
  .roomy .ag-date {
    justify-items: stretch;
    gap: 1px;
    padding: 3px;
    border-radius: 0;
    border-inline-start: 1px solid var(--_hairline);
    font: 400 11px/16px var(--_font);
  }
  .roomy .ag-date:first-child {
    border: 0;
  }
  .roomy .ag-date b {
    justify-self: start;
    font-size: 12px;
    line-height: 22px;
    min-inline-size: 22px;
  }
  .roomy .ag-date > small {
    padding-inline: 6px;
    font: inherit;
    color: var(--_tertiary);
  }
  .ag-mini {
    padding-inline: 5px;
    border-inline-start: 2px solid var(--_accent);
    border-radius: 3px;
    background: color-mix(in oklab, var(--_accent) 13%, var(--_surface));
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .ag-mini.carried {
    background: color-mix(in oklab, var(--_accent) 32%, var(--_surface));
    cursor: grabbing;
  }
  .ag-mini small {
    font: inherit;
    color: var(--_secondary);
  }
  .ag-mini.ghost {
    border: 1px dashed var(--_accent-text);
    background: none;
  }
  .ag-mini.gone {
    text-decoration: line-through;
  }
  @media (hover: hover) {
    .ag-date:hover {
      background: var(--_hover);
    }
  }
  @media (pointer: coarse) {
    .ag-grip {
      block-size: 12px;
    }
  }
  @media (forced-colors: active) {
    .ag-entry,
    .ag-held,
    .ag-date.current {
      border: 1px solid CanvasText;
    }
  }
`
