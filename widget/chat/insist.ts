/** An act that must happen: a lost one is repeated with its key, as often as the line comes back. */
import type { Api } from '../../bff/api.ts'
import { type Client, Lost } from '../client.ts'
import { newKey } from '../key.ts'
import { pause } from '../pause.ts'

/** @throws Refused; Lost after five tries, or when it is over */
export const insist = async <Name extends keyof Api>(
  client: Client,
  name: Name,
  input: Api[Name]['input'],
): Promise<Api[Name]['output']> => {
  const key = newKey()
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.call(name, input, key)
    } catch (error) {
      if (!(error instanceof Lost) || attempt === 5 || client.closed) throw error
      await backOnline(client)
    }
  }
}

const backOnline = (client: Client): Promise<void> => {
  if (client.state === 'online') return pause(1000)
  return new Promise((resolve) => {
    const off = client.on('state', (state) => {
      if (state !== 'online') return
      off()
      resolve()
    })
  })
}
