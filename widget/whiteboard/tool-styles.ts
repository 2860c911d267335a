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
  .options {
    flex-wrap: wrap;
    justify-content: center;
    align-items: center;
    overflow: visible;
  }
  .whiteboard .deeds,
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
  .menu h3 {
    margin: 0;
    padding: 4px 10px 8px;
    font: 600 13px/18px var(--_font);
  }
  .sharing,
  .sharing form {
    grid-template-columns: minmax(0, 1fr);
  }
  .sharing {
    inline-size: min(320px, 100% - 16px);
  }
  .sharing ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .sharing li {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    padding-inline: 10px 4px;
    font: 400 13px/18px var(--_font);
  }
  .sharing .person {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: match-parent;
  }
  .sharing .may {
    padding: 4px 6px;
    color: var(--_secondary);
  }
  .sharing input,
  .sharing select {
    min-inline-size: 0;
    min-block-size: 32px;
    border: 1px solid var(--_control);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: var(--_text);
    font: 400 13px/18px var(--_font);
  }
  .sharing select {
    border-color: transparent;
    background: none;
  }
  .sharing form {
    display: grid;
    gap: 4px;
    margin-block-start: 6px;
    padding: 8px 10px 6px;
    border-block-start: 1px solid var(--_hairline);
  }
  .sharing form .pair {
    gap: 6px;
  }
  .sharing form input {
    flex: 1;
    outline-offset: -1px;
    padding-inline: 8px;
  }
  .sharing form .solid {
    min-block-size: 32px;
    padding: 0 12px;
  }
  .sharing form label {
    min-block-size: 0;
    padding: 0;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .menu p {
    margin: 0;
  }
  @media (hover: hover) {
    .menu button:not(.solid):hover,
    .menu .tick:hover,
    .menu .bring:hover,
    .sharing select:hover {
      background: var(--_hover);
    }
  }
  @media (pointer: coarse) {
    .swatch {
      inline-size: 36px;
      block-size: 44px;
    }
    .menu button,
    .menu label {
      min-block-size: 44px;
    }
    .menu input,
    .menu select {
      font-size: 16px;
    }
  }
  @media (forced-colors: active) {
    .menu,
    .proposal {
      border: 1px solid CanvasText;
    }
  }
`
