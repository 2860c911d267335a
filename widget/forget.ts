/** What is kept in this browser beside the session itself, and how it is forgotten. */

/** Acts that wait to be sent. @param id see `idOf` */
export const actsOf = (id: string): string => `persona:acts:${id}`

/** Words that were not sent. */
export const draftsOf = (id: string): string => `persona:draft:${id}`

/** Of everybody who used this app in this browser. */
export const forgetAll = (id: string): void => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(draftsOf(id))) sessionStorage.removeItem(key)
    indexedDB.deleteDatabase(actsOf(id))
  } catch {
    // Where nothing can be kept, nothing was.
  }
}

/** That a greeting was dismissed: see launcher.ts. */
export const forgetGreeting = (app: string): void => {
  try {
    localStorage.removeItem(`persona:greeted:${app}`)
  } catch {
    // There is nothing.
  }
}
