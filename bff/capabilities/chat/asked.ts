/** What an answer is asked with: its run acts under this, and ends with the token. */
import type { Principal } from '../../capability.ts'
import type { AskedWith } from '../../store/tables.ts'

export const asked = ({ app, scopes, token, jti, sid, groups }: Principal): AskedWith => ({
  app: app ?? '',
  scope: [...scopes].join(' '),
  token: token ? JSON.stringify({ ...token, jti, sid, groups }) : null,
})

/** The same as text, once for each principal: a socket asks many times with one token. */
export const askedWith = (principal: Principal): string => {
  let text = texts.get(principal)
  if (text === undefined) texts.set(principal, (text = JSON.stringify(asked(principal))))
  return text
}
const texts = new WeakMap<Principal, string>()
