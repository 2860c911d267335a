/** Colour, type and measure: what is derived from the seeds that a page may set. */
import { css } from 'lit'

/** Seeds come from the page as `--persona-*`; everything after `--_` is ours. `light-dark` follows `theme`. */
export const tokens = css`
  :host {
    --_seed: var(--persona-accent, light-dark(oklch(0.5 0.095 182), oklch(0.74 0.1 180)));
    --_surface: var(--persona-surface, light-dark(oklch(0.995 0.002 90), oklch(0.22 0.01 250)));
    --_text: var(--persona-text, light-dark(oklch(0.25 0.012 260), oklch(0.93 0.006 250)));
    --_accent: var(--_seed);
    --_accent-text: var(--_seed);
    --_on-accent: oklch(from var(--_seed) clamp(0.18, (0.68 - l) * 1000, 1) 0 h);
    --_secondary: color-mix(in oklab, var(--_text) 76%, var(--_surface));
    --_tertiary: color-mix(in oklab, var(--_text) 64%, var(--_surface));
    --_hairline: color-mix(in oklab, var(--_text) 11%, var(--_surface));
    --_edge: color-mix(in oklab, var(--_text) 18%, var(--_surface));
    --_control: color-mix(in oklab, var(--_text) 52%, var(--_surface));
    --_quiet: color-mix(in oklab, var(--_text) 4.5%, var(--_surface));
    --_hover: color-mix(in oklab, var(--_text) 7%, var(--_surface));
    --_soft: color-mix(in oklab, var(--_accent) 13%, color-mix(in oklab, var(--_text) 3%, var(--_surface)));
    --_tint: color-mix(in oklab, var(--_accent) 20%, var(--_surface));
    --_raised: light-dark(var(--_surface), color-mix(in oklab, var(--_text) 5%, var(--_surface)));
    --_danger: light-dark(oklch(0.5 0.17 27), oklch(0.76 0.13 25));
    --_live: light-dark(oklch(0.62 0.15 150), oklch(0.76 0.15 150));
    --_badge: light-dark(oklch(0.55 0.2 27), oklch(0.6 0.19 27));
    --_radius: var(--persona-radius, 16px);
    --_radius-card: calc(var(--_radius) * 0.625);
    --_radius-control: calc(var(--_radius) * 0.375);
    --_font: var(--persona-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --_mono: var(--persona-font-mono, ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace);
    --_launcher: var(--persona-launcher-size, 56px);
    --_inline: var(--persona-inset-inline, 20px);
    --_block: calc(var(--persona-inset-block, 20px) + env(safe-area-inset-bottom, 0px));
    --_shade: light-dark(oklch(0.2 0.02 260 / 0.08), oklch(0 0 0 / 0.32));
    --_shadow: var(--persona-shadow, 0 1px 2px var(--_shade), 0 8px 20px var(--_shade), 0 24px 56px var(--_shade));
    --_ease: cubic-bezier(0.2, 0, 0, 1);
  }
  /* What a page says of its elements reaches the host, and by inheritance what is in it: here that ends. */
  :host > * {
    all: initial;
    color-scheme: light dark;
  }
  :host([theme='light']) > * {
    color-scheme: light;
  }
  :host([theme='dark']) > * {
    color-scheme: dark;
  }
`
