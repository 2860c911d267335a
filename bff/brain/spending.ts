/** Spending: what a run may take of its persona's budget, before each attempt at a model and after it. */
import type { Persona } from '../spaces/document.ts'
import { type Account, reserve, settle } from '../store/meter.ts'
import type { Store } from '../store/store.ts'
import type { RunRow } from '../store/tables.ts'
import { Problem } from '../problem.ts'
import { tokensInBytes, tokensOf } from './estimate.ts'
import type { ModelMessage, ModelTool, Usage } from './model.ts'

/** Tokens held back for an answer, and again when it turns out longer. */
const ANSWER = 2000
/** An answer that has less room is not begun. */
const LEAST = 100

export interface Spending {
  /** Before an attempt. @throws Problem budget_exhausted */
  admit(messages: readonly ModelMessage[], tools: readonly ModelTool[]): Promise<void>
  /** While it is answered, with the next words. @throws Problem budget_exhausted */
  hear(words: string): Promise<void>
  /** After it. */
  took(usage: Usage): void
  /** Resolves once everything is written down. */
  settled(): Promise<void>
}

export const spendingOf = (
  { store, now }: { store: Store; now: () => number },
  { id: run, space }: RunRow,
  { id: persona, budget }: Persona,
): Spending => {
  const isBounded = budget.tokensPerDay !== null || budget.tokensPerRun !== null
  const account = (): Account => ({ space, persona, run, day: new Date(now()).toISOString().slice(0, 10) })
  const writes: Promise<void>[] = []
  let [input, granted] = [0, 0]
  let [open, bytes] = [false, 0]

  const hold = async (output: number): Promise<void> => {
    granted = await store.write((db) =>
      reserve(db, account(), budget, { wants: input + output + ANSWER, least: input + output + LEAST }),
    )
    if (granted === 0) throw new Problem('budget_exhausted', 'The budget of this persona is used up.')
  }
  const took = (usage: Usage): void => {
    open = false
    const write = store.write((db) => settle(db, account(), usage))
    // Whoever waits for all of them hears of it.
    write.catch(() => undefined)
    writes.push(write)
  }

  return {
    async admit(messages, tools) {
      bytes = 0
      input = tokensOf(messages, tools)
      if (isBounded) await hold(0)
      open = true
    },
    async hear(words) {
      bytes += Buffer.byteLength(words)
      const output = tokensInBytes(bytes)
      if (isBounded && input + output > granted) await hold(output)
    },
    took,
    async settled() {
      // An attempt that was broken off by us says nothing of what it took.
      if (open) took({ input, output: tokensInBytes(bytes), estimated: true })
      await Promise.all(writes)
    },
  }
}
