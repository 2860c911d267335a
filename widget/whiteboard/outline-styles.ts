/** The look of the list of everything on a board. */
import { css } from 'lit'

export const outlineStyles = css`
  .outline {
    overflow: auto;
    padding: 8px 12px 24px;
    background: var(--_surface);
  }
  .outline p {
    margin: 0;
  }
  .outline ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .outline .none,
  .outline .connecting {
    padding: 8px 4px;
    color: var(--_secondary);
  }
  .outline .row {
    display: flex;
    flex-wrap: wrap;
    column-gap: 8px;
    align-items: center;
    min-block-size: 44px;
  }
  .outline .row > .icon {
    color: var(--_tertiary);
    inline-size: 16px;
    block-size: 16px;
  }
  .outline .what {
    flex: 1 1 140px;
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
    margin-inline-start: auto;
  }
  .outline .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding: 0 0 8px 24px;
  }
  @media (hover: hover) {
    .outline input:hover {
      background: var(--_hover);
    }
  }
  @media (pointer: coarse) {
    .outline input {
      font-size: 16px;
    }
  }
`
