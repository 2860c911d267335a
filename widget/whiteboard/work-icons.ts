/** The shapes of what is done with tools. */
import { one } from './icons.ts'

export const front = one('M12 19V5M6 11l6-6 6 6M4 2h16')
export const back = one('M12 5v14M6 13l6 6 6-6M4 22h16')
export const group = one(
  'M3 7V5a2 2 0 0 1 2-2h2M17 3h2a2 2 0 0 1 2 2v2M21 17v2a2 2 0 0 1-2 2h-2M7 21H5a2 2 0 0 1-2-2v-2M7 8h6v5H7zM11 13v3h6v-5h-4',
)
export const target = one(
  'M3 7V5a2 2 0 0 1 2-2h2M17 3h2a2 2 0 0 1 2 2v2M21 17v2a2 2 0 0 1-2 2h-2M7 21H5a2 2 0 0 1-2-2v-2M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
)
export const moveIcon = one('M5 9l-3 3 3 3M9 5l3-3 3 3M15 19l-3 3-3-3M19 9l3 3-3 3M2 12h20M12 2v20')
