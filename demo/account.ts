/** The site's own sign-in, and how the widget is told of it: `getToken` says who is there, login() and logout() when that changes. */
import { h } from './dom.ts'

const backend = '/demo/host'
const ask = async (path: string, method = 'GET') => {
  const reply = await fetch(backend + path, { method })
  return reply.ok ? await reply.text() : ''
}

type Page = { PersonaWidget?: (call: 'login' | 'logout') => unknown; personaWidgetSettings?: object }
const page = globalThis as Page
const tell = (call: 'login' | 'logout') => page.PersonaWidget?.(call)

/** Puts the button into its place, and tells the widget, before it is there, whom to ask. */
export async function account(): Promise<void> {
  page.personaWidgetSettings = { getToken: () => ask('/persona-assertion') }
  const button = document.querySelector<HTMLButtonElement>('#account')!
  const name = h('input', { name: 'name', required: true, maxlength: 60, autocomplete: 'given-name' })
  const dialog = h(
    'dialog',
    { class: 'sign-in', 'aria-labelledby': 'sign-in-title' },
    h(
      'form',
      {
        submit: (event) => {
          event.preventDefault()
          void signIn(name.value.trim())
        },
      },
      h('h2', { id: 'sign-in-title' }, 'Sign in'),
      h(
        'p',
        {},
        'Juno then knows you on every device. This studio is invented, so any name will do and none is checked.',
      ),
      h('label', {}, h('span', {}, 'Your name'), name),
      h(
        'p',
        { class: 'acts' },
        h('button', { class: 'button', type: 'submit' }, 'Sign in'),
        h('button', { class: 'text', type: 'button', click: () => dialog.close() }, 'Not now'),
      ),
    ),
  )
  document.querySelector('.site')!.append(dialog)

  let person = ''
  const show = (who: string) => {
    person = who
    button.textContent = who ? 'Sign out' : 'Sign in'
    button.title = who ? `Signed in as ${who}` : ''
    document.querySelector('#person')!.textContent = who
  }
  const signIn = async (who: string) => {
    if (!who) return
    await ask(`/sign-in?name=${encodeURIComponent(who)}`, 'POST')
    dialog.close()
    show(who)
    tell('login')
  }
  button.addEventListener('click', () => {
    if (!person) return dialog.showModal()
    void ask('/sign-out', 'POST').then(() => {
      show('')
      tell('logout')
    })
  })
  show(await ask('/me').catch(() => ''))
  button.hidden = false
}
