import { expect, test } from 'vitest'
import type { EffectOf, HandlerContext } from '../../../../app/enforcement/effects/handler.ts'
import { comment } from '../../../../app/enforcement/effects/handlers/conversation.ts'
import type { Written } from '../../../../app/enforcement/requests/request-reading.ts'
import { known, unknown } from '../../../../policies/facts.ts'

const effect = (attempts: number): EffectOf<'comment'> => ({
  id: '9',
  organization: '1',
  repository: null,
  mode: 'notify',
  state: 'planned',
  hold: null,
  attempts,
  plannedAt: new Date(0),
  problem: null,
  reason: 'Somebody asked.',
  policy: null,
  action: { kind: 'comment', issue: 5, about: 'comment:1', text: 'Yes.' },
})

const written = (body: string, isPerson: boolean, byApp: Written['byApp'] = 'none'): Written => ({
  kind: 'comment',
  id: 1,
  nodeId: 'IC_1',
  byApp,
  issue: 5,
  body,
  author: { githubId: 3, login: 'x', isPerson },
  createdAt: new Date(0),
  updatedAt: new Date(0),
})

/** An issue; sending to it ends as a test says. */
function imagined(after: 'answers' | 'dies' | 'refuses') {
  const comments: Written[] = []
  const context = {
    policyRepository: 'gatehouse',
    github: { requests: { comments: async () => known([...comments]) } },
    records: { requests: { logins: async () => new Map() } },
    attempt: async <One>(effects: readonly One[]) => effects,
    writer: {
      issues: {
        comment: async (_repository: string, _issue: number, body: string) => {
          if (after === 'refuses') return unknown('GitHub answers 403')
          comments.push(written(body, false, 'ours'))
          if (after === 'dies') throw new Error('the process dies here')
          return known(null)
        },
      },
    },
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- what the handler uses of it
  return { comments, context: context as unknown as HandlerContext }
}

test('an answer comes once, also where the process died behind sending it', async () => {
  const dying = imagined('dies')
  await expect(comment([effect(0)], dying.context)).rejects.toThrow('dies')
  expect(dying.comments).toHaveLength(1)
  const results = await comment([effect(1)], dying.context)
  expect(dying.comments).toHaveLength(1)
  expect(results.get('9')).toEqual({ state: 'applied' })
})

test('neither a person nor another bot that writes our mark keeps an answer from being given', async () => {
  const { comments, context } = imagined('answers')
  const mark = '<!-- gatehouse:9 -->'
  comments.push(written(mark, true), written(mark, true, 'ours'), written(mark, false, 'another'))
  expect((await comment([effect(0)], context)).get('9')).toEqual({ state: 'applied' })
  expect(comments).toHaveLength(4)
})

test('where GitHub refuses a person is asked, and nothing is claimed', async () => {
  const { context } = imagined('refuses')
  expect((await comment([effect(0)], context)).get('9')).toMatchObject({ state: 'manual' })
})
