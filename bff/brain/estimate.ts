/** Estimate: about how many tokens a text is, for those who must know before a model says so. */
import type { ModelMessage, ModelTool } from './model.ts'

/** A token is about four bytes of UTF-8; a little more than that is assumed, so that the error is on the safe side. */
const BYTES = 4
const SAFETY = 1.3

export const tokensInBytes = (bytes: number): number => Math.ceil((bytes / BYTES) * SAFETY)
export const tokensIn = (text: string): number => tokensInBytes(Buffer.byteLength(text))

/** How many characters of plain text so many tokens are. */
export const charactersIn = (tokens: number): number => Math.floor((tokens / SAFETY) * BYTES)

export const tokensOf = (messages: readonly ModelMessage[], tools: readonly ModelTool[] = []): number =>
  messages.reduce((sum, message) => sum + tokensIn(JSON.stringify(message)), 0) +
  tools.reduce((sum, tool) => sum + tokensOfTool(tool), 0)

const known = new WeakMap<ModelTool, number>()
const tokensOfTool = (tool: ModelTool): number => {
  let tokens = known.get(tool)
  if (tokens === undefined) known.set(tool, (tokens = tokensIn(JSON.stringify(tool)) + 1))
  return tokens
}
