/** Related: everyday words that are asked with one and answered with another. What no stemmer knows. */
import { stemsOf } from './words.ts'

const GROUPS = `
cost price pay fee charge rent bill expensive cheap euro pound dollar
money salary wage income earn
job work position profession career employer office
begin start
quit resign stop end finish notice
buy purchase order
ill sick disease fever
doctor physician clinic hospital
medicine tablet pill drug dose
injury hurt pain broken
holiday vacation trip travel journey
house home flat apartment move
baby pregnant birth born
wedding marry bride engaged propose
wife husband spouse partner
girlfriend boyfriend partner
child son daughter
mother father parent
brother sister sibling
big large size
colour red green blue yellow black white grey brown
drink wine coffee tea beer water juice
eat food meal breakfast lunch dinner
animal pet dog cat
teacher course lesson class school
car drive vehicle
repair fix mend
photo picture
boss manager chief
shop store
phone call number
speak language
birthday age old born
music song sing play
steal theft
`

const related = new Map<string, string[]>()
for (const line of GROUPS.trim().split('\n')) {
  const group = [...new Set(stemsOf(line))]
  for (const stem of group) related.set(stem, [...(related.get(stem) ?? []), ...group])
}

/** The stems that may stand in the answer where a question has this one. */
export const relatedTo = (stem: string): readonly string[] => related.get(stem) ?? []
