/**
 * `<Persona>` for React 18 and 19: attributes as props, events as `onReady`, `onMessage`, … with their details, and the
 * element itself by `ref`. On a server it renders the empty element, and the browser takes it from there.
 */
import {
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react'
import type { PersonaWidget } from './element.ts'
import type { PersonaEvents } from './events.ts'
import { definePersonaWidget } from './index.ts'
import type { Settings } from './settings.ts'

type Handler<Name extends keyof PersonaEvents> = (event: PersonaEvents[Name]) => void

export interface PersonaProps extends Settings {
  /** What is put into its slots: `<b slot="header-end">…</b>`. */
  children?: ReactNode
  id?: string
  className?: string
  open?: boolean
  onReady?: Handler<'persona-ready'>
  onBeforeOpen?: Handler<'persona-before-open'>
  onOpen?: Handler<'persona-open'>
  onClose?: Handler<'persona-close'>
  onBeforeSend?: Handler<'persona-before-send'>
  onMessage?: Handler<'persona-message'>
  onUnread?: Handler<'persona-unread'>
  onLinkClick?: Handler<'persona-link-click'>
  onError?: Handler<'persona-error'>
  onStatus?: Handler<'persona-status'>
}

export type { PersonaEvents, PersonaWidget }

/** `onBeforeOpen` → `persona-before-open` */
const eventOf = (prop: string): string =>
  prop.replace('on', 'persona').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export const Persona: ForwardRefExoticComponent<PersonaProps & RefAttributes<PersonaWidget>> = forwardRef<
  PersonaWidget,
  PersonaProps
>(({ children, id, className, open, ...props }, ref) => {
  const own = useRef<PersonaWidget>(null)
  const latest = useRef<Record<string, unknown>>(props)
  latest.current = props
  useImperativeHandle(ref, () => own.current as PersonaWidget, [])

  useEffect(() => void definePersonaWidget(), [])

  // Settings are properties, which may be set before the element is defined.
  useEffect(() => {
    for (const [name, value] of Object.entries(props))
      if (!/^on[A-Z]/.test(name) && value !== undefined) Object.assign(own.current as object, { [name]: value })
  })
  useEffect(() => {
    if (open !== undefined) Object.assign(own.current as object, { opened: open })
  }, [open])

  // Listeners stay the same while handlers change.
  const handled = Object.keys(props)
    .filter((name) => /^on[A-Z]/.test(name))
    .toSorted()
    .join()
  useEffect(() => {
    const life = new AbortController()
    for (const name of handled.split(',').filter(Boolean))
      own.current?.addEventListener(
        eventOf(name),
        (event) => (latest.current[name] as ((event: Event) => void) | undefined)?.(event),
        life,
      )
    return () => life.abort()
  }, [handled])

  return createElement('persona-widget', { ref: own, id, class: className }, children)
})
Persona.displayName = 'Persona'
