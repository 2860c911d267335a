/** The look of the inbox. */
import { css } from 'lit'

export const styles = css`
  .inbox {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    animation: arrive 140ms var(--_ease);
  }
  .inbox .bar {
    display: flex;
    align-items: center;
    flex: none;
    padding-block: 6px;
    padding-inline: 12px 8px;
  }
  .inbox .filters {
    display: flex;
    flex: 1;
    min-inline-size: 0;
    gap: 2px;
  }
  .inbox .filter {
    padding: 4px 8px;
    border-radius: var(--_radius-card);
    font: 400 13px/20px var(--_font);
    color: var(--_secondary);
    white-space: nowrap;
  }
  .inbox .filter[aria-pressed='true'] {
    background: var(--_hover);
    color: var(--_text);
    font-weight: 600;
  }
  .inbox .scroll {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    scrollbar-width: thin;
    padding: 0 8px 16px;
  }
  .inbox h2 {
    margin: 0;
    font: 600 14px/20px var(--_font);
  }
  .inbox h3 {
    margin: 0;
    padding: 12px 8px 4px;
    font: 600 12px/16px var(--_font);
    color: var(--_tertiary);
    text-align: start;
  }
  .inbox ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .notice {
    position: relative;
    border-radius: var(--_radius-card);
  }
  .notice .what {
    display: grid;
    gap: 2px;
    inline-size: 100%;
    padding-block: 8px 2px;
    padding-inline: 22px 8px;
    border-radius: inherit;
    outline-offset: -2px;
    text-align: start;
  }
  .notice .top {
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-inline-size: 0;
  }
  .notice .title {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .notice.fresh .title {
    font-weight: 600;
  }
  .notice .mark {
    position: absolute;
    inset-block-start: 15px;
    inset-inline-start: 7px;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_accent);
  }
  .notice.critical .mark {
    background: var(--_badge);
  }
  .notice time {
    flex: none;
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .notice :is(.title, .why) {
    text-align: match-parent;
  }
  .notice .why {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
    overflow-wrap: anywhere;
  }
  .notice .marks {
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .notice.critical .marks {
    color: var(--_danger);
  }
  .notice .deeds {
    display: flex;
    align-items: center;
    padding-block-end: 4px;
    padding-inline: 14px 6px;
  }
  .notice .kind {
    margin-inline-end: auto;
    padding: 4px 8px;
    border-radius: var(--_radius-control);
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
  .inbox .choices {
    display: flex;
    flex-wrap: wrap;
    margin-inline: 14px 8px;
    padding-block-end: 8px;
  }
  .inbox .only {
    margin: 4px 8px 0;
    padding: 2px 10px;
    border-radius: 999px;
    background: var(--_soft);
    font: 400 12px/20px var(--_font);
  }
  .inbox .more {
    margin: 8px;
  }
  .inbox .none {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 56px 24px;
    text-align: center;
    color: var(--_secondary);
  }
  .inbox .none .icon {
    inline-size: 28px;
    block-size: 28px;
    margin-block-end: 8px;
    color: var(--_tertiary);
  }
  .inbox .none h2 {
    color: var(--_text);
  }
  .inbox .none p {
    margin: 0 0 8px;
  }
  .inbox .trouble {
    margin: 0;
    padding: 8px 16px;
    color: var(--_danger);
    font: 400 13px/18px var(--_font);
  }
  @media (hover: hover) {
    .notice:hover,
    .inbox .filter:hover {
      background: var(--_hover);
    }
    .notice .icon-button {
      opacity: 0;
    }
    .notice:hover .icon-button,
    .notice:focus-within .icon-button {
      opacity: 1;
    }
    .notice .kind:hover {
      color: var(--_text);
    }
  }
  @media (pointer: coarse) {
    .inbox .filter,
    .notice .kind {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .notice .mark {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`
