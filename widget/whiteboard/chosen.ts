/** What is selected. */
import type { BoardElement } from '../../bff/api.ts'
import type { Editor } from './editor.ts'

export const chosenOf = ({ selected, find }: Editor): BoardElement[] => [...selected].flatMap((id) => find(id) ?? [])
