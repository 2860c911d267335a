/** A React page with a persona: strict mode, a handler, the element by its ref, and a portal it moves into. */
import { Persona, type PersonaWidget } from 'persona-widget/react'
import { StrictMode, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

const { app, endpoint } = document.body.dataset as { app: string; endpoint: string }

const Shop = () => {
  const persona = useRef<PersonaWidget>(null)
  const [said, say] = useState(0)
  const [there, show] = useState(true)
  return (
    <main>
      <button onClick={() => void persona.current?.send('Do you deliver?')}>Ask</button>
      <button onClick={() => show(!there)}>Toggle</button>
      <output>{said}</output>
      {there && (
        <Persona ref={persona} app={app} endpoint={endpoint} noGreeting onMessage={() => say((count) => count + 1)}>
          <i slot="header-end">beta</i>
        </Persona>
      )}
    </main>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Shop />
  </StrictMode>,
)
