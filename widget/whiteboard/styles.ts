/** The look of whiteboards: the paper is everything, the bars float over it. */
import { css } from 'lit'

export const styles = css`
  .whiteboard {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    position: relative;
  }
  .boards {
    grid-row: 1 / -1;
    overflow: auto;
    padding: 16px;
    max-inline-size: 720px;
    inline-size: 100%;
    margin-inline: auto;
  }
  .boards.center {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    text-align: center;
    color: var(--_secondary);
  }
  .boards.center .solid {
    margin-block-start: 8px;
  }
  .boards h2 {
    margin: 0;
    font: 600 16px/24px var(--_font);
    color: var(--_text);
  }
  .boards p,
  .whiteboard .line {
    margin: 0;
  }
  .boards-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block-end: 8px;
  }
  .boards-head .new {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .boards-head .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .boards ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .boards .row {
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 56px;
    margin-inline: -8px;
    padding-inline: 0 4px;
    border-radius: var(--_radius-control);
  }
  .boards .open {
    flex: 1;
    min-inline-size: 0;
    display: grid;
    gap: 2px;
    padding: 8px;
    border-radius: var(--_radius-control);
    text-align: start;
  }
  .boards .title {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: match-parent;
  }
  .boards .meta {
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .boards .ask {
    flex: 1;
    padding-inline-start: 8px;
  }
  .boards .wrong,
  .whiteboard .line.wrong {
    display: flex;
    gap: 8px;
    color: var(--_danger);
  }
  .whiteboard .wrong .icon {
    inline-size: 16px;
    block-size: 16px;
    margin-block: 1px;
  }
  .board-head {
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 4px 8px;
    border-block-end: 1px solid var(--_hairline);
  }
  .board-head .icon-button:disabled {
    opacity: 0.35;
  }
  @container persona (max-width: 360px) {
    .board-head .icon-button:disabled {
      display: none;
    }
  }
  .board-title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    padding: 4px 6px;
    border: 0;
    border-radius: var(--_radius-control);
    background: none;
    color: var(--_text);
    font: 600 14px/20px var(--_font);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .desk {
    position: relative;
    min-block-size: 0;
    overflow: hidden;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }
  .desk > .boards,
  .desk > .paper,
  .desk > .outline {
    grid-area: 1 / 1;
  }
  .paper {
    position: relative;
    overflow: hidden;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    background-image: radial-gradient(circle, var(--_edge) 1px, transparent 1px);
    background-size: 20px 20px;
    direction: ltr;
  }
  .paper:focus-visible {
    outline-offset: -2px;
  }
  .paper canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    color: var(--_text);
    border: 0 solid var(--_accent-text);
    font-family: var(--_font);
    outline: 0 none var(--_surface);
  }
  .paper:not(.select) {
    cursor: crosshair;
  }
  .paper.hand {
    cursor: grab;
  }
  .hint {
    position: absolute;
    inset-inline: 16px;
    inset-block-start: 40%;
    margin: 0;
    text-align: center;
    color: var(--_tertiary);
    pointer-events: none;
  }
  .notes {
    position: absolute;
    inset-inline: 8px;
    inset-block-start: 8px;
    display: grid;
    justify-items: center;
    gap: 8px;
    pointer-events: none;
  }
  .notes .line {
    padding: 4px 12px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .zoom {
    position: absolute;
    inset-inline-end: 8px;
    inset-block-start: 8px;
    padding: 4px 8px;
    font: 400 12px/16px var(--_font);
    font-variant-numeric: tabular-nums;
    color: var(--_secondary);
  }
  .whiteboard .flip {
    display: block;
  }
  .whiteboard:dir(rtl) .flip {
    transform: scaleX(-1);
  }
  @media (hover: hover) {
    .boards .open:hover,
    .board-title:is(input):hover {
      background: var(--_hover);
    }
  }
  .dock {
    position: absolute;
    inset-inline: 8px;
    inset-block-end: 12px;
    display: grid;
    justify-items: center;
    gap: 8px;
    pointer-events: none;
  }
  .whiteboard .bar,
  .proposal,
  .menu,
  .notes .line,
  .zoom {
    background: var(--_raised);
    box-shadow:
      0 1px 2px var(--_shade),
      0 4px 12px var(--_shade),
      0 0 0 1px var(--_hairline);
    border-radius: var(--_radius-card);
    pointer-events: auto;
  }
  .whiteboard .bar {
    display: flex;
    max-inline-size: 100%;
    padding: 4px;
    gap: 2px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .whiteboard .bar .icon-button {
    flex: 0 1 34px;
    min-inline-size: 30px;
    block-size: 34px;
  }
  .whiteboard .bar .icon-button[aria-pressed='true'] {
    background: var(--_tint);
    color: var(--_text);
  }
  .whiteboard .bar :focus-visible {
    outline-offset: -2px;
  }
  @media (pointer: coarse) {
    .whiteboard .bar .icon-button {
      flex-basis: 40px;
      block-size: 44px;
    }
    .zoom {
      min-block-size: 44px;
    }
    .board-title {
      font-size: 16px;
    }
  }
  @media (forced-colors: active) {
    .whiteboard .bar,
    .zoom {
      border: 1px solid CanvasText;
    }
  }
`
