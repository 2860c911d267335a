/** What is asked of the server about a board, other than its edits. */
import type { Api } from '../../bff/api.ts'
import { type Board, newName } from './board.ts'

/** @returns `undefined` when it was refused, or nobody answered; the reason is said on the board */
export const ask = async <Name extends keyof Api>(
  board: Board,
  name: Name,
  input: Api[Name]['input'],
): Promise<Api[Name]['output'] | undefined> => {
  try {
    board.trouble = ''
    return await board.client.call(name, input, newName())
  } catch (error) {
    board.trouble = (error as Error).message
    board.changed()
    return undefined
  }
}
