/** Chat, through the socket door. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../../bff/protocol.ts'
import { backend, Visitor } from '../peer.ts'

test('a person sends a message and the answer streams in', async (t) => {
  const place = await backend(t)
  const line = await (await Visitor.at(place)).connect(t)
  assert.deepEqual(line.welcome.families, ['chat'])
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const { message, reply, seq } = await line.act('chat.send', { conversation: conversation.id, text: 'Hello' })
  const { data } = await line.settled(reply)
  const answer = data as Message
  assert.equal(answer.status, 'done')
  assert.equal(answer.answers, message)
  assert.equal(line.deltas.map(({ text }) => text).join(''), answer.text)
  assert.notEqual(answer.text, '')
  assert.equal(answer.seq, seq + 1)
  assert.deepEqual(
    line.heard.map((each) => each.seq),
    [1, 2, 3, 4],
  )
})
