/** Where the words of each language are. Fetched with the first language that is not English: the list of them is long. */

/** @param part as in `words()` */
export const translation = (language: string, part: string): Promise<{ default: object }> =>
  import(`./${language}/${part}.ts`)
