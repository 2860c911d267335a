/** The stack of a board: fractional indexes, so that two who put something between the same two need not agree. */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import { byIndex, type Element, most } from './element.ts'

type Placed = Pick<Element, 'id' | 'index'>

/** Whether this text is an index at all, and so can have neighbours. */
export const isIndex = (text: string): boolean => {
  try {
    return text < generateKeyBetween(text, null)
  } catch {
    return false
  }
}

/** An index above everything. */
export const onTop = (elements: Iterable<Placed>): string => {
  let top: string | null = null
  for (const { index } of elements) if (top === null || index > top) top = index
  return generateKeyBetween(top, null)
}

/**
 * An index right above the element at `place` of a stack, -1 for the very bottom. Two that were put into one gap at once
 * have the same index, and nothing fits between them: it goes above both.
 * @param stack bottom to top
 */
export const above = (stack: readonly Placed[], place: number): string => {
  const low = stack[place]?.index ?? null
  const high = stack.slice(place + 1).find(({ index }) => low === null || index > low)?.index ?? null
  return generateKeyBetween(low, high)
}

/**
 * Spread the indexes around one that has grown too long: as few neighbours as make them short again.
 * @returns the elements that get another index
 */
export const spread = (elements: Iterable<Placed>, id: string): Placed[] => {
  const stack = [...elements].toSorted(byIndex)
  const place = stack.findIndex((each) => each.id === id)
  for (let reach = 4; ; reach *= 2) {
    const [from, to] = [Math.max(0, place - reach), Math.min(stack.length, place + reach + 1)]
    const low = stack[from - 1]?.index ?? null
    const high = stack[to]?.index ?? null
    const whole = low === null && high === null
    if (low !== null && low === high) continue
    const keys = generateNKeysBetween(low, high, to - from)
    if (whole || keys.every((key) => key.length <= most.index / 2))
      return stack.slice(from, to).map((each, i) => ({ id: each.id, index: keys[i] as string }))
  }
}
