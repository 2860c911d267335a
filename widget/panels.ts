/** The rooms that this widget has, by capability. A room is shown when the backend grants its family. */
import type { CSSResult, TemplateResult } from 'lit'
import type { Notice, PersonaCard } from '../bff/api.ts'
import { ChatPanel } from './chat/panel.ts'
import type { Client } from './client.ts'
import type { EventDetail, PersonaEvents } from './events.ts'
import type { Place } from './setup.ts'
import type { Strings } from './strings/strings.ts'

/** What a panel may ask of the room around it. */
export interface PanelHost {
  readonly client: Client
  /** As it was when the panel opened. */
  readonly persona: PersonaCard
  readonly place: Place
  readonly strings: Strings
  readonly locale: string
  /** The conversation to begin with, if it is there. */
  readonly conversation: string | undefined
  /** The persona's face at a size in pixels. */
  face(size: 24 | 32 | 56): TemplateResult
  /** The first element of the panel that matches, once drawn. */
  find(selector: string): HTMLElement | null
  /** Add the styles of what was fetched later. */
  adopt(styles: CSSResult): void
  /** Draw again. */
  changed(): void
  /** After the next drawing. */
  drawn(): Promise<unknown>
  /** Have a screen reader say it. */
  say(text: string): void
  /** How much in this room is new. */
  unread(count: number): void
  /** The backend grants this scope. */
  may(scope: string): boolean
  /** Show the conversation where this was said, at its place. */
  reveal(conversation: string, message: string): void
  /** Go to the chat, and there to this conversation. */
  follow(conversation: string): void
  /** Go to what a notice is about, in the room where it is to be seen. */
  visit(link: NonNullable<Notice['link']>): void
  emit<Name extends keyof PersonaEvents>(name: Name, detail: EventDetail<Name>, content?: object): boolean
}

export interface Panel {
  readonly busy: boolean
  readonly view: string
  render(): TemplateResult
  drawn(): void
  focus(): void
  see(visible: boolean): void
  /** Show one thing of it. */
  point?(id: string): void
  close(): void
}

export interface PanelKind {
  readonly styles: CSSResult
  new (host: PanelHost): Panel
}

/** Chat comes with the room; every other panel is a chunk of its own, fetched when it is first shown. */
export const panels: Readonly<Record<string, () => Promise<PanelKind>>> = {
  chat: async () => ChatPanel,
  whiteboard: async () => (await import('./whiteboard/panel.ts')).WhiteboardPanel,
  memory: async () => (await import('./memory/panel.ts')).MemoryPanel,
  plans: async () => (await import('./plans/panel.ts')).PlansPanel,
  agenda: async () => (await import('./agenda/panel.ts')).AgendaPanel,
  notifications: async () => (await import('./notifications/panel.ts')).InboxPanel,
}

/** These count what is new before anybody has looked, so they are fetched once the chat is there. */
export const counting: readonly string[] = ['notifications']
