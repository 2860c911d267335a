/** The look of what a person chooses. */
import { css } from 'lit'

export const preferencesStyles = css`
  .prefs .bar {
    padding-inline: 0;
  }
  .prefs .way {
    display: block;
  }
  .prefs .way:dir(rtl) {
    transform: scaleX(-1);
  }
  .inbox .switch {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 40px;
    padding-inline: 8px;
    border-radius: var(--_radius-control);
    cursor: pointer;
  }
  .inbox .switch span {
    flex: 1;
    min-inline-size: 0;
    text-align: start;
  }
  .switch input {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 36px;
    block-size: 20px;
    margin: 0;
    border-radius: 10px;
    background: var(--_control);
    cursor: pointer;
    transition: background-color 140ms;
  }
  .switch input::after {
    content: '';
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    background: var(--_surface);
    transition: inset-inline-start 140ms var(--_ease);
  }
  .switch input:checked {
    background: var(--_accent);
  }
  .switch input:checked::after {
    inset-inline-start: 18px;
  }
  .inbox .hours {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 4px 8px;
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .hours input {
    padding: 4px 8px;
    border: 1px solid var(--_control);
    border-radius: var(--_radius-control);
    background: none;
    color: var(--_text);
    font: 400 14px/20px var(--_font);
  }
  @media (hover: hover) {
    .inbox .switch:hover {
      background: var(--_hover);
    }
  }
  @media (pointer: coarse) {
    .inbox .switch {
      min-block-size: 44px;
    }
    .hours input {
      font-size: 16px;
    }
  }
  @media (forced-colors: active) {
    .switch input:checked {
      background: Highlight;
      forced-color-adjust: none;
    }
    .switch input {
      border: 1px solid CanvasText;
    }
  }
`
