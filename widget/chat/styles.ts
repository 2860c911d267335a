/** The chat's look: a reading rhythm first, everything else out of its way. */
import { css } from 'lit'
import { wordStyles } from './markdown/styles.ts'

export const styles = css`
  .chat {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto auto;
    min-block-size: 0;
  }
  .stage {
    position: relative;
    min-block-size: 0;
    display: grid;
  }
  .log {
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--_edge) transparent;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .thread {
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    min-block-size: 100%;
    max-inline-size: 720px;
    margin-inline: auto;
    padding: 4px 16px 16px;
  }
  /* A row is as high as the place it takes. */
  .messages > * {
    display: flow-root;
  }
  .message {
    padding-block-start: calc(6px * var(--_dense));
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .message.persona {
    padding-block-start: calc(12px * var(--_dense));
  }
  .team .words {
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_accent);
  }
  .message.first {
    padding-block-start: calc(24px * var(--_dense));
  }
  .divider + .message.first {
    padding-block-start: 6px;
  }
  .message.person {
    display: flex;
    flex-direction: column;
    align-items: end;
  }
  .bubble {
    max-inline-size: min(85%, 60ch);
    padding: calc(8px * var(--_dense)) 14px;
    border-radius: var(--_radius);
    border-end-end-radius: var(--_radius-control);
    background: var(--_soft);
    white-space: pre-wrap;
    animation: arrive 160ms var(--_ease);
  }
  .queued .bubble {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_edge);
  }
  .failed .bubble {
    background: none;
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_danger) 50%, var(--_surface));
  }
  .turn {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 6px;
  }
  .turn h2 {
    margin: 0;
    font: 600 13px/18px var(--_font);
  }
  .turn time {
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
    font-variant-numeric: tabular-nums;
    opacity: 0;
    transition: opacity 120ms;
  }
  .message:hover .turn time,
  .message:focus-within .turn time {
    opacity: 1;
  }
  .aside {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
    margin: 4px 0 0;
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .aside.wrong {
    flex-wrap: nowrap;
    align-items: start;
  }
  .person .aside.wrong {
    flex-wrap: wrap;
  }
  /* What the backend says may be in another language. */
  .wrong span {
    unicode-bidi: plaintext;
  }
  .person .wrong span {
    max-inline-size: calc(100% - 20px);
  }
  .aside.center {
    justify-content: center;
  }
  .person .aside {
    justify-content: end;
    padding-inline-end: 4px;
  }
  .sending .aside {
    opacity: 0;
    animation: arrive 160ms 700ms var(--_ease) forwards;
  }
  .aside .icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .aside .text {
    font: 600 12px/16px var(--_font);
    padding: 4px 6px;
  }
  .aside .text.muted {
    font-weight: 400;
  }
  .persona .aside {
    margin-block-start: 8px;
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .aside.wrong,
  .persona .aside.wrong {
    color: var(--_danger);
  }
  .acts {
    display: flex;
    gap: 2px;
    margin-inline-start: -6px;
    block-size: 28px;
    margin-block-start: 2px;
    opacity: 0;
    transition: opacity 120ms;
  }
  /* Above the last message they stand in the gap that is there anyway. */
  .acts:not(.last) {
    position: relative;
    margin-block: 0 -28px;
  }
  .acts.last,
  .message:hover .acts,
  .acts:focus-within {
    opacity: 1;
  }
  .acts:empty {
    display: none;
  }
  .quiet {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    justify-content: center;
    min-inline-size: 28px;
    block-size: 28px;
    border-radius: var(--_radius-control);
    color: var(--_tertiary);
    font: 400 12px/16px var(--_font);
  }
  .quiet.worded {
    padding-inline: 8px;
    color: var(--_accent-text);
    font-weight: 600;
  }
  .quiet .icon {
    inline-size: 15px;
    block-size: 15px;
  }
  .quiet.copied {
    color: var(--_live);
  }
  @media (hover: none) {
    .acts,
    .turn time {
      opacity: 1;
    }
  }
  .thinking {
    display: flex;
    gap: 4px;
    align-items: center;
    block-size: 20px;
  }
  .thinking i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--_tertiary);
    animation: breathe 1200ms ease-in-out infinite;
  }
  .thinking i:nth-child(2) {
    animation-delay: 160ms;
  }
  .thinking i:nth-child(3) {
    animation-delay: 320ms;
  }
  .divider {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 12px;
    padding-block: 20px 6px;
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .divider.news {
    color: var(--_accent-text);
    font-weight: 600;
  }
  .divider.news::before,
  .divider.news::after {
    content: '';
    flex: 1;
    block-size: 1px;
    background: color-mix(in oklab, var(--_accent) 40%, var(--_surface));
  }
  .jump {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    inline-size: max-content;
    margin-inline: auto;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    padding-inline: 10px 14px;
    border-radius: 16px;
    background: var(--_raised);
    color: var(--_text);
    box-shadow:
      var(--_shadow),
      0 0 0 1px var(--_hairline);
    font: 600 12px/16px var(--_font);
    white-space: nowrap;
    animation: arrive 160ms var(--_ease);
  }
  .jump .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .line {
    margin: 0;
    padding: 6px 16px 0;
    font: 400 12px/16px var(--_font);
    color: var(--_secondary);
    text-align: center;
    text-wrap: balance;
  }
  .line.wrong {
    color: var(--_danger);
  }
  .composer {
    inline-size: 100%;
    max-inline-size: 720px;
    margin-inline: auto;
    padding: 8px 12px 12px;
  }
  .field {
    display: flex;
    align-items: end;
    min-block-size: 44px;
    padding: 5px;
    border-radius: min(22px, calc(var(--_radius) + 6px));
    background: var(--_quiet);
    box-shadow: inset 0 0 0 1px var(--_edge);
    cursor: text;
    transition:
      box-shadow 120ms,
      background-color 120ms;
  }
  .field:focus-within {
    background: var(--_surface);
    box-shadow: inset 0 0 0 1.5px var(--_accent);
  }
  /* The field around it shows the focus. */
  textarea:focus-visible {
    outline: none;
  }
  .field.off {
    opacity: 0.7;
    cursor: default;
  }
  textarea {
    all: unset;
    flex: 1;
    min-inline-size: 0;
    box-sizing: border-box;
    field-sizing: content;
    min-block-size: 34px;
    max-block-size: min(40cqb, 280px);
    overflow: hidden auto;
    padding: 7px 10px;
    font: 400 14px/20px var(--_font);
    color: var(--_text);
    text-align: start;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    scrollbar-width: thin;
    cursor: text;
  }
  /* Nothing in it says which way it runs yet. */
  textarea:placeholder-shown {
    direction: inherit;
  }
  textarea::placeholder {
    color: var(--_tertiary);
    opacity: 1;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .round {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 34px;
    block-size: 34px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    transition:
      background-color 120ms,
      color 120ms,
      transform 120ms var(--_ease);
  }
  .round:active:not(:disabled) {
    transform: scale(0.94);
  }
  .round:disabled {
    background: var(--_hover);
    color: var(--_tertiary);
  }
  .round.stop {
    background: var(--_text);
    color: var(--_surface);
  }
  .icon .filled {
    fill: currentColor;
    stroke: none;
  }
  .empty {
    display: flex;
    flex-direction: column;
    align-items: start;
    justify-content: end;
    gap: 6px;
    flex: 1;
    padding: 24px 4px 0;
  }
  .empty h2,
  .empty ::slotted(*) {
    margin: 10px 0 0;
    font: 600 20px/28px var(--_font);
    letter-spacing: -0.01em;
    text-wrap: balance;
    max-inline-size: 24ch;
  }
  .empty p {
    margin: 0;
    color: var(--_secondary);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 18px;
  }
  .chip {
    padding: 7px 14px;
    border-radius: 18px;
    box-shadow: inset 0 0 0 1px var(--_edge);
    font: 400 13px/20px var(--_font);
    color: var(--_text);
    transition:
      background-color 120ms,
      box-shadow 120ms;
  }
  @media (pointer: coarse) {
    textarea {
      padding-block: 12px;
      font-size: 16px;
    }
    .round {
      inline-size: 44px;
      block-size: 44px;
    }
    .acts,
    .quiet {
      block-size: 44px;
      min-inline-size: 44px;
    }
    .chip,
    .jump {
      min-block-size: 44px;
      border-radius: 22px;
    }
  }
  @media (hover: hover) {
    .quiet:hover {
      background: var(--_hover);
      color: var(--_text);
    }
    .chip:hover {
      background: var(--_soft);
      box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_accent) 45%, var(--_surface));
    }
  }
  .bones {
    display: grid;
    gap: 10px;
    padding-block: 24px;
    animation: arrive 160ms;
  }
  .bones.short {
    padding-block: 16px 0;
  }
  .bones i,
  .bones b {
    block-size: 12px;
    border-radius: 6px;
    background: var(--_hover);
    animation: breathe 1600ms ease-in-out infinite;
  }
  .bones i:nth-child(2n) {
    inline-size: 82%;
  }
  .bones i:nth-child(3n) {
    inline-size: 54%;
  }
  .bones b {
    justify-self: end;
    inline-size: 46%;
    block-size: 36px;
    margin-block: 8px;
    border-radius: var(--_radius);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(4px);
    }
    to {
      opacity: 1;
      transform: none;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.4;
    }
  }
  @container persona (max-width: 340px) {
    .thread {
      padding-inline: 12px;
    }
    .composer {
      padding-inline: 8px;
    }
  }
  @media (forced-colors: active) {
    .bubble,
    .field,
    .chip,
    .code,
    .round {
      border: 1px solid CanvasText;
    }
  }
  ${wordStyles}
`
