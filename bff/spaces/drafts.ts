/** Drafts: the space documents as one control act sees and changes them. Nothing is kept until the act commits. */
import { Problem } from '../problem.ts'
import { type App, type Persona, SpaceDocument } from './document.ts'

export class Drafts {
  readonly #documents: ReadonlyMap<string, SpaceDocument>
  readonly #open = new Map<string, SpaceDocument>()

  constructor(documents: ReadonlyMap<string, SpaceDocument>) {
    this.#documents = documents
  }

  /** Every space, as it is kept now. */
  list(): SpaceDocument[] {
    return [...this.#documents.values()]
  }

  /** A draft of this space: change it in place. @throws Problem not_found */
  space(id: string): SpaceDocument {
    const open = this.#open.get(id)
    if (open) return open
    const document = this.#documents.get(id)
    if (!document) throw new Problem('not_found', `There is no space ${id}.`)
    const draft = structuredClone(document)
    this.#open.set(id, draft)
    return draft
  }

  /** A draft of the space this app lives in, and the app in it. @throws Problem not_found */
  app(id: string): { document: SpaceDocument; app: App } {
    const home = this.list().find(({ apps }) => apps.some((app) => app.id === id))
    if (!home) throw new Problem('not_found', `There is no app ${id}.`)
    const document = this.space(home.space.id)
    return { document, app: document.apps.find((app) => app.id === id) as App }
  }

  /** A draft of the space this persona lives in, and the persona in it. @throws Problem not_found */
  persona(id: string): { document: SpaceDocument; persona: Persona } {
    const home = this.list().find(({ personas }) => personas.some((persona) => persona.id === id))
    if (!home) throw new Problem('not_found', `There is no persona ${id}.`)
    const document = this.space(home.space.id)
    return { document, persona: document.personas.find((persona) => persona.id === id) as Persona }
  }

  /** Add a new space. */
  add(document: Omit<SpaceDocument, 'revision'>): SpaceDocument {
    const draft = { ...document, revision: 0 }
    this.#open.set(document.space.id, draft)
    return draft
  }

  /** What the act changed, each checked against the schema and one revision on. @throws Problem invalid_request */
  changed(): SpaceDocument[] {
    const changed: SpaceDocument[] = []
    for (const [id, draft] of this.#open) {
      const before = this.#documents.get(id)
      // Plain data from one schema: the same text is the same document.
      if (before && JSON.stringify(before) === JSON.stringify(draft)) continue
      const parsed = SpaceDocument.safeParse({ ...draft, revision: (before?.revision ?? 0) + 1 })
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        throw new Problem(
          'invalid_request',
          `The space would not be valid: ${issue?.path.join('.')} ${issue?.message}.`,
        )
      }
      changed.push(parsed.data)
    }
    return changed
  }
}
