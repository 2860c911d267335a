/** Rollout: whom each stage lets in, by name, by group and by share; and how a person's groups come to be known. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt } from 'jose'
import { decide } from '../../bff/policy/policy.ts'
import type { Persona, SpaceDocument } from '../../bff/spaces/document.ts'
import { type Backend, backend, clock, Visitor } from '../peer.ts'
import { register, signedIn, vouch } from './host.ts'

const isOpen = async (who: Visitor): Promise<boolean> => {
  const response = await who.act('chat.start', {})
  if (response.status === 200) return true
  assert.equal(((await response.json()) as { code: string }).code, 'not_allowed')
  return false
}

const roll = ({ operate, persona }: Backend, rollout: object) => operate('personas.update', { persona, rollout })

test('each stage means what it says: the named, a share of the known, a share of all, everybody', async (t) => {
  const place = await backend(t, { model: null })
  const signer = await register(place, place.app, 'person')
  const visitor = await Visitor.at(place)
  const [named, member, known] = await Promise.all([
    signedIn(place, await vouch(signer, place, { sub: 'named' })),
    signedIn(place, await vouch(signer, place, { sub: 'member', groups: ['staff', 'beta'] })),
    signedIn(place, await vouch(signer, place, { sub: 'known', groups: ['other'] })),
  ])
  const persons = [String(decodeJwt(named.tokens.access_token).sub)]
  const open = async (stage: string, percentage: number) => {
    await roll(place, { stage, audience: { persons, groups: ['beta'], percentage } })
    return Promise.all([named, member, known, visitor].map(isOpen))
  }
  assert.deepEqual(await open('pilot', 100), [true, true, false, false])
  assert.deepEqual(await open('bounded', 0), [true, true, false, false])
  assert.deepEqual(await open('bounded', 100), [true, true, true, false])
  assert.deepEqual(await open('broader', 0), [true, true, false, false])
  assert.deepEqual(await open('broader', 100), [true, true, true, true])
  assert.deepEqual(await open('embedded', 0), [true, true, true, true])
})

test('a share is about as large as it says, and who is in it stays in it as it grows', () => {
  const persona = { rollout: { stage: 'broader', audience: { persons: [], groups: [], percentage: 0 } } } as never
  const document = { space: { id: 'sp_1', capabilities: ['chat'] } } as unknown as SpaceDocument
  const action = { name: 'chat.list', plane: 'runtime', risk: 'read' } as never
  const within = (percentage: number): Set<string> => {
    const each: Persona = { ...(persona as Persona), policy: { risks: {}, actions: {}, approver: 'person' } }
    each.rollout = { stage: 'broader', audience: { persons: [], groups: [], percentage } }
    const people = Array.from({ length: 2000 }, (_, n) => `vis:${n}`)
    const isIn = (person: string): boolean => {
      try {
        decide(document, each, action, { door: 'socket', person })
        return true
      } catch {
        return false
      }
    }
    return new Set(people.filter(isIn))
  }
  const [ten, half] = [within(10), within(50)]
  assert.ok(ten.size > 140 && ten.size < 260, String(ten.size))
  assert.ok(half.size > 900 && half.size < 1100, String(half.size))
  assert.ok([...ten].every((each) => half.has(each)))
})

test("groups are said by the app's own assertion alone, and stay with the session", async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const signer = await register(place, place.app, 'person')
  const groupsOf = (who: Visitor) => decodeJwt(who.tokens.access_token)['groups']
  for (const groups of ['staff', [5], [''], ['a\n'], ['x'.repeat(65)], Array.from({ length: 21 }, String), {}])
    await assert.rejects(signedIn(place, await vouch(signer, place, { groups })), { error: 'invalid_grant' })
  const person = await signedIn(place, await vouch(signer, place, { groups: ['beta', 'beta', 'Équipe'] }))
  assert.deepEqual(groupsOf(person), ['beta', 'Équipe'])
  const visitor = await Visitor.with(place, { groups: 'beta' })
  assert.equal(groupsOf(visitor), undefined)
  await roll(place, { stage: 'pilot', audience: { groups: ['beta'] } })
  await person.refresh()
  assert.deepEqual([groupsOf(person), await isOpen(person), await isOpen(visitor)], [['beta', 'Équipe'], true, false])
  // Somebody else of the same app, and the same person without the group.
  assert.equal(await isOpen(await signedIn(place, await vouch(signer, place, { sub: 'eve', groups: ['x'] }))), false)
  assert.equal(await isOpen(await signedIn(place, await vouch(signer, place))), false)
})

test('what the persona does for a person is allowed by the groups of that person', async (t) => {
  const place = await backend(t, {
    model: {
      async *stream({ messages }) {
        const last = messages.at(-1)
        if (last?.role === 'tool') yield { text: String(last.content) }
        else yield { calls: [{ id: 'c1', name: 'chat_list', arguments: '{}' }] }
      },
    },
  })
  const signer = await register(place, place.app, 'person')
  await roll(place, { stage: 'pilot', audience: { groups: ['beta'] } })
  const person = await signedIn(place, await vouch(signer, place, { groups: ['beta'] }))
  const line = await person.connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'List them' })
  assert.match(String((await line.settled(reply)).data?.text), new RegExp(conversation.id))
})

test('a persona or a scope that an app gets later reaches a session at its next refresh, never a token', async (t) => {
  const place = await backend(t, { model: null })
  await place.operate('apps.update', { app: place.app, scopes: ['chat:read'] })
  const all = await Visitor.at(place)
  const some = await Visitor.with(place, { scope: 'chat:read', persona: place.persona })
  const asked = await Visitor.with(place, { scope: 'chat:read chat:write' })
  const { persona } = await place.operate<{ persona: { id: string } }>('personas.create', {
    space: place.space,
    name: 'Ada',
  })
  await place.operate('apps.update', {
    app: place.app,
    scopes: ['chat:read', 'chat:write'],
    personas: [place.persona, persona.id],
  })
  // The token in hand covers what it did.
  assert.equal((await all.act('chat.start', { persona: place.persona })).status, 403)
  const has = async (who: Visitor) => {
    const { scope, session } = await who.refresh()
    return [scope, session?.personas]
  }
  assert.deepEqual(await has(all), ['chat:read chat:write', [place.persona, persona.id]])
  assert.deepEqual(await has(some), ['chat:read', [place.persona]])
  assert.deepEqual(await has(asked), ['chat:read chat:write', [place.persona, persona.id]])
  assert.equal((await all.act('chat.start', { persona: persona.id })).status, 200)
  // What came later is revoked like what was there from the beginning.
  await place.operate('deployment.revoke', { kind: 'persona', value: persona.id })
  await assert.rejects(all.refresh(), /invalid_grant/)
  await some.refresh()
})

test('an open socket that is renewed with more is sent to come back, and then hears it all', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const { persona } = await place.operate<{ persona: { id: string } }>('personas.create', {
    space: place.space,
    name: 'Ada',
  })
  await place.operate('apps.update', { app: place.app, personas: [place.persona, persona.id] })
  await visitor.refresh()
  const token = visitor.tokens.access_token
  const { id: eio } = line.socket.io.engine as unknown as { id: string }
  const left = new Promise((resolve) => line.socket.once('disconnect', resolve))
  const proof = await visitor.proof('POST', '/socket.io/', { token, eio })
  const reply = await line.try('auth.renew', { token, proof })
  assert.equal(reply.ok, true)
  await left
  const { welcome } = await visitor.connect(t)
  assert.deepEqual(
    welcome.personas.map(({ name }) => name),
    ['Juno', 'Ada'],
  )
})
