/** The look of plans and their steps. */
import { css } from 'lit'

export const planStyles = css`
  .plan {
    margin-block-start: 16px;
  }
  .plan > .item {
    border: 0;
    padding-block: 4px;
  }
  .plan h3 {
    font: 600 14px/20px var(--_font);
    text-wrap: pretty;
  }
  .plan ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .step {
    display: flex;
    align-items: start;
    gap: 10px;
    padding-block: 6px;
  }
  .step .box {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 1px;
    border-radius: 50%;
    box-shadow: inset 0 0 0 1.5px var(--_control);
    position: relative;
  }
  .step .box::after {
    content: '';
    position: absolute;
    inset: -5px;
  }
  .step .box:disabled {
    opacity: 1;
  }
  .step .box .icon {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 2.5;
  }
  .step.doing .box,
  .step.waiting .box {
    box-shadow: inset 0 0 0 1.5px var(--_accent);
  }
  .step.doing .box::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_accent);
  }
  .step.done .box {
    background: var(--_accent);
    box-shadow: none;
    color: var(--_on-accent);
  }
  .step:is(.done, .skipped) .item-text > p:first-child {
    color: var(--_secondary);
  }
  .step.skipped .item-text > p:first-child {
    text-decoration: line-through;
  }
  .step .note {
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .step .item-meta:empty {
    display: none;
  }
  .paused.item > .item-text > p:first-child,
  .plan.dropped h3 {
    color: var(--_secondary);
  }
  .past {
    margin-block-start: 20px;
  }
  .past summary {
    padding-block: 4px;
    border-radius: var(--_radius-control);
    font: 400 13px/20px var(--_font);
    color: var(--_secondary);
    cursor: pointer;
  }
  @media (hover: hover) {
    .step:hover .item-acts,
    .step:focus-within .item-acts {
      opacity: 1;
    }
  }
`
