/** Where acts are kept that wait to be sent, and how they are forgotten. */

/** @param id see `idOf` */
export const databaseOf = (id: string): string => `persona:acts:${id}`

/** Those of everybody who used this app in this browser. */
export const forgetActs = (id: string): void => {
  try {
    indexedDB.deleteDatabase(databaseOf(id))
  } catch {
    // Where nothing can be kept, nothing was.
  }
}
