/** Texts that have broken other renderers. `evil.example` is whoever must hear nothing of it. */
import { html } from './html.ts'
import { links } from './links.ts'
import { markdown } from './markdown.ts'

export const payloads: readonly string[] = [...new Set([...html, ...links, ...markdown])]
