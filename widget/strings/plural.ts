/** Plurals by the rules of a language (Unicode CLDR, through Intl.PluralRules). */

type Forms = { [Rule in Intl.LDMLPluralRule]?: string } & { other: string }

/** @returns picks the form for a count, and puts the count in the place of `#` */
export const plurals = (language: string) => {
  const rules = new Intl.PluralRules(language)
  const number = new Intl.NumberFormat(language)
  return (count: number, forms: Forms): string =>
    (forms[rules.select(count)] ?? forms.other).replace('#', number.format(count))
}

/** The shape of a part's words in any language: the same keys, other words. */
export type Words<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Words<Said>
    : { [Key in keyof T]: Words<T[Key]> }
