/** What every part of the widget is drawn with: the host's place, buttons, icons, faces. Pixels, never rem. */
import { css } from 'lit'

export const base = css`
  :host > * {
    box-sizing: border-box;
    display: block;
    font: 400 14px/20px var(--_font);
    color: var(--_text);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  /* Out of the page's flow, and no bigger than nothing: what is seen of it has places of its own. */
  :host(:not([mode='inline'])) {
    position: absolute;
  }
  :host([mode='inline']) {
    display: block;
    inline-size: 100%;
    block-size: 640px;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button {
    appearance: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: inherit;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled {
    cursor: default;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .icon {
    display: block;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
    flex: none;
  }
  .face {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 32px;
    block-size: 32px;
    border-radius: 50%;
    overflow: hidden;
    background: var(--_tint);
    color: color-mix(in oklab, var(--_accent-text) 70%, var(--_text));
    font: 600 14px/1 var(--_font);
  }
  .face.small {
    inline-size: 24px;
    block-size: 24px;
    font-size: 11px;
  }
  .face.large {
    inline-size: 56px;
    block-size: 56px;
    font-size: 22px;
  }
  .face img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .probe {
    position: fixed;
    inset: 0 auto auto 0;
    visibility: hidden;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px) scale(0.985);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
    }
  }
  @media (forced-colors: active) {
    .launcher {
      border: 1px solid CanvasText;
    }
  }
`
