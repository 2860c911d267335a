/** What comes in front of the agenda's views, fetched when somebody first wants one of them. */
import { sheetStyles } from '../sheet.ts'
import { entryStyles } from './sheet-styles.ts'

export { EntrySheet } from './entry.ts'
export { Tools } from './tools.ts'
export const sheets = [sheetStyles, entryStyles]
