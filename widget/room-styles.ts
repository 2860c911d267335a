/** The room's own look: its place, head, tabs, and the buttons that all panels share. */
import { css } from 'lit'

export const roomStyles = css`
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .panel {
    --_dense: var(--persona-density, 1);
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr) auto;
    overflow: hidden;
    background: var(--_surface);
    color: var(--_text);
    container: persona / size;
  }
  :host(:not([mode='inline'])) .panel {
    --_over: calc(var(--_block) + var(--_launcher) + 12px);
    position: fixed;
    /* Where there is no top layer. */
    z-index: var(--persona-z, 2147483000);
    inset: auto var(--_inline) var(--_over) auto;
    inline-size: min(var(--persona-inline-size, 400px), calc(100vw - 24px));
    block-size: min(var(--persona-block-size, 720px), calc(100dvh - 96px));
    border-radius: var(--_radius);
    box-shadow:
      var(--_shadow),
      0 0 0 1px light-dark(oklch(0.2 0.02 260 / 0.06), oklch(1 0 0 / 0.09));
    animation: rise 200ms var(--_ease);
    transform-origin: bottom right;
  }
  /* By the direction of the page, where its own is that of another language. */
  :host(:is([position$='start']:dir(ltr), :dir(rtl):not([position$='start'])):not([mode='inline'])) .panel {
    left: var(--_inline);
    right: auto;
  }
  :host([position^='top']:not([mode='inline'])) .panel {
    inset-block: var(--_over) auto;
  }
  :host(:is([mode='side'], [mode='fullscreen'])) .panel {
    --_over: 0px;
    --_inline: 0px;
    block-size: 100dvh;
    border-radius: 0;
    padding-block: env(safe-area-inset-top, 0px) env(safe-area-inset-bottom, 0px);
  }
  :host([mode='fullscreen']) .panel {
    inline-size: 100%;
  }
  :host([open]:is([mode='side'], [mode='fullscreen'])) .corner {
    display: none;
  }
  :host([mode='inline']) .panel {
    position: relative;
    block-size: 100%;
    min-block-size: 320px;
    border-radius: var(--_radius);
    box-shadow: 0 0 0 1px var(--_hairline);
  }
  :host([density='compact']) .panel {
    --_dense: var(--persona-density, 0.6);
  }
  .panel[hidden] {
    display: none !important;
  }
  @media (max-width: 480px), (max-height: 420px) {
    :host(:not([mode='inline'])) .panel {
      --_over: 0px;
      --_inline: 0px;
      inset-block: var(--_seen-from, 0px) auto;
      inline-size: 100%;
      block-size: var(--_seen, 100dvh);
      border-radius: 0;
      padding-block: env(safe-area-inset-top, 0px) env(safe-area-inset-bottom, 0px);
    }
    :host([open]:not([mode='inline'])) .corner {
      display: none;
    }
  }
  .head {
    display: flex;
    align-items: center;
    gap: 4px;
    block-size: calc(32px + 20px * var(--_dense));
    padding-inline: 14px 8px;
    border-block-end: 1px solid var(--_hairline);
  }
  .who {
    flex: 1;
    min-inline-size: 0;
    padding-inline-start: 6px;
  }
  .name {
    font: 600 14px/18px var(--_font);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
  }
  .presence {
    display: flex;
    align-items: center;
    gap: 5px;
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .presence i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--_live);
  }
  .presence.offline i,
  .presence.connecting i {
    background: none;
    box-shadow: inset 0 0 0 1.5px var(--_tertiary);
  }
  .icon-button {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    border-radius: var(--_radius-control);
    color: var(--_secondary);
    transition: background-color 120ms;
  }
  .icon-button.small {
    inline-size: 28px;
    block-size: 28px;
  }
  .icon-button.small .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .icon-button.on {
    background: var(--_hover);
    color: var(--_text);
  }
  /* Japanese has no spaces to break at. */
  .panel:lang(ja) {
    word-break: auto-phrase;
  }
  .solid,
  .text {
    word-break: keep-all;
  }
  .solid {
    padding: 8px 14px;
    border-radius: var(--_radius-control);
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 13px/18px var(--_font);
  }
  .text {
    padding: 4px 8px;
    border-radius: var(--_radius-control);
    color: var(--_accent-text);
    font: 600 13px/18px var(--_font);
  }
  .text.muted {
    color: var(--_secondary);
    font-weight: 400;
  }
  .text.danger {
    color: var(--_danger);
  }
  @media (hover: hover) {
    .icon-button:hover,
    .text:hover {
      background: var(--_hover);
    }
    .icon-button:hover {
      color: var(--_text);
    }
  }
  .tabs {
    display: flex;
    gap: 16px;
    padding-inline: 16px;
    border-block-end: 1px solid var(--_hairline);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tabs button {
    flex: none;
    padding-block: calc(10px * var(--_dense));
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
    border-block-end: 2px solid transparent;
  }
  .tabs button[aria-selected='true'] {
    color: var(--_text);
    border-block-end-color: var(--_accent);
  }
  .tabs b {
    margin-inline-start: 6px;
    padding: 0 6px;
    border-radius: 9px;
    background: var(--_badge);
    color: #fff;
    font: 600 11px/18px var(--_font);
    font-variant-numeric: tabular-nums;
  }
  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
  }
  @media (pointer: coarse) {
    .icon-button,
    .icon-button.small {
      inline-size: 44px;
      block-size: 44px;
    }
    .text,
    .solid {
      min-block-size: 44px;
    }
  }
`
