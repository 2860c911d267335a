/** The look of everything that one works on a board with. */
import { css } from 'lit'

export const toolStyles = css`
  .written {
    position: absolute;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_text);
    font-family: var(--_font);
    line-height: 1.25;
    text-align: center;
    resize: none;
    overflow: hidden;
    outline: 1.5px solid var(--_accent);
    outline-offset: 3px;
    border-radius: 2px;
  }
  .written.loose {
    text-align: left;
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
  .bar,
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
  .bar {
    display: flex;
    max-inline-size: 100%;
    padding: 4px;
    gap: 2px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .bar .icon-button {
    inline-size: 34px;
    block-size: 34px;
  }
  .bar .icon-button[aria-pressed='true'] {
    background: var(--_tint);
    color: var(--_text);
  }
  .bar :focus-visible {
    outline-offset: -2px;
  }
  .options {
    flex-wrap: wrap;
    justify-content: center;
    align-items: center;
    overflow: visible;
  }
  .deeds,
  .swatches {
    display: flex;
    align-items: center;
  }
  .swatch {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 34px;
    border-radius: var(--_radius-control);
  }
  .swatch i {
    display: grid;
    place-items: center;
    inline-size: 20px;
    block-size: 20px;
    border-radius: 50%;
    color: var(--_surface);
    background: var(--_text);
  }
  .swatch.fill i {
    border-radius: 5px;
    color: var(--_text);
    box-shadow: inset 0 0 0 1px var(--_control);
  }
  .swatch .icon {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 2.5;
  }
  .swatch.red i {
    background: light-dark(#e03131, #ff8787);
  }
  .swatch.orange i {
    background: light-dark(#e8590c, #ffa94d);
  }
  .swatch.green i {
    background: light-dark(#2f9e44, #69db7c);
  }
  .swatch.blue i {
    background: light-dark(#1971c2, #74c0fc);
  }
  .swatch.violet i {
    background: light-dark(#7048e8, #b197fc);
  }
  .swatch.fill.ink i {
    background: none;
  }
  .swatch.fill.red i {
    background: light-dark(#ffc9c9, #5c2626);
  }
  .swatch.fill.orange i {
    background: light-dark(#fff3bf, #4d4420);
  }
  .swatch.fill.green i {
    background: light-dark(#b2f2bb, #1e4f27);
  }
  .swatch.fill.blue i {
    background: light-dark(#a5d8ff, #1b4468);
  }
  .swatch.fill.violet i {
    background: light-dark(#d0bfff, #3d2f66);
  }
  .proposal {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 4px 4px 4px 12px;
    max-inline-size: 100%;
  }
  .proposal .about {
    flex: 1;
    padding-inline-end: 8px;
    font: 400 13px/18px var(--_font);
    text-align: start;
  }
  .proposal .solid {
    padding: 6px 12px;
    font: 600 13px/18px var(--_font);
  }
  .menu {
    position: absolute;
    inset-inline-end: 8px;
    inset-block-start: 4px;
    z-index: 1;
    display: grid;
    padding: 6px;
    min-inline-size: 200px;
    max-block-size: calc(100% - 8px);
    overflow: auto;
  }
  .menu button,
  .menu label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    padding-inline: 10px;
    border-radius: var(--_radius-control);
    font: 400 13px/18px var(--_font);
    cursor: pointer;
  }
  .menu p {
    padding: 4px 10px;
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .menu hr {
    inline-size: 100%;
    margin-block: 6px;
    border: 0;
    border-block-start: 1px solid var(--_hairline);
  }
  .menu .pair {
    display: flex;
  }
  .menu .tick input {
    margin: 0;
    accent-color: var(--_accent);
  }
  .menu .bring:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .outline {
    overflow: auto;
    padding: 8px 12px 24px;
    background: var(--_surface);
  }
  .outline .none,
  .outline .connecting {
    padding: 8px 4px;
    color: var(--_secondary);
  }
  .outline .row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
  }
  .outline .row > .icon {
    color: var(--_tertiary);
    inline-size: 16px;
    block-size: 16px;
  }
  .outline .what {
    flex: 1;
    min-inline-size: 0;
    display: grid;
  }
  .outline input {
    inline-size: 100%;
    padding: 4px 6px;
    border: 0;
    border-radius: var(--_radius-control);
    background: none;
    color: var(--_text);
    font: 400 14px/20px var(--_font);
  }
  .outline input::placeholder {
    color: var(--_tertiary);
    opacity: 1;
  }
  .outline .words,
  .outline small {
    padding-inline: 6px;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
    overflow-wrap: anywhere;
  }
  .outline .row-acts {
    display: flex;
  }
  .outline .ways {
    display: flex;
    gap: 4px;
    padding: 0 0 8px 24px;
  }
  @media (pointer: coarse) {
    .bar .icon-button {
      inline-size: 40px;
      block-size: 44px;
    }
    .swatch {
      inline-size: 36px;
      block-size: 44px;
    }
    .menu button,
    .menu label,
    .zoom {
      min-block-size: 44px;
    }
    .board-title,
    .outline input {
      font-size: 16px;
    }
  }
  @media (forced-colors: active) {
    .bar,
    .menu,
    .proposal,
    .zoom {
      border: 1px solid CanvasText;
    }
  }
`
