import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { answerSubject } from '../../../action/answers/answer-subject.ts'
import { answerForms, readAnswer } from '../../../action/answers/read-answer.ts'

const root = path.join(import.meta.dirname, '../../..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const workflowSchema = z.object({
  name: z.string(),
  on: z.looseObject({ workflow_run: z.object({ workflows: z.array(z.string()) }).optional() }),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({ steps: z.array(z.object({ with: z.record(z.string(), z.string()).optional() })) }),
  ),
})
const workflow = (name: string) => workflowSchema.parse(parse(read(`docs/workflows/${name}.yml`)))

test('the workflow that carries comments runs on the default branch, and gives what the Action takes', () => {
  const [comment, answers] = [workflow('gatehouse-comment'), workflow('gatehouse-answers')]
  expect(comment.permissions).toEqual({})
  expect(Object.keys(comment.on)).toEqual(['pull_request_review_comment'])
  expect(answers.on.workflow_run?.workflows).toEqual([comment.name])
  // The events that GitHub runs from the default branch alone.
  expect(Object.keys(answers.on)).toEqual(['workflow_run', 'issue_comment', 'schedule'])
  expect(answers.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' })
  const step = answers.jobs['answer']!.steps.at(-1)
  const { inputs } = z.object({ inputs: z.record(z.string(), z.unknown()) }).parse(parse(read('action.yml')))
  for (const name of Object.keys(step?.with ?? {})) expect(Object.keys(inputs)).toContain(name)
})

test('each event of comments is known for what it is', () => {
  const now = new Date('2026-11-27T12:00:00Z')
  const subject = (name: string, payload: unknown, task: 'auto' | 'answers' = 'auto') =>
    answerSubject({ name, payload, sha: 'a'.repeat(40) }, task, now)
  const line = { pull_request: { number: 17 } }
  expect(subject('pull_request_review_comment', { ...line, action: 'created' })).toEqual({
    kind: 'pull',
    number: 17,
  })
  for (const action of ['edited', 'deleted'])
    expect(subject('pull_request_review_comment', { ...line, action })).toMatchObject({ kind: 'nothing' })
  expect(subject('issue_comment', { action: 'created', issue: { number: 3, pull_request: {} } })).toEqual({
    kind: 'pull',
    number: 3,
  })
  expect(subject('issue_comment', { action: 'created', issue: { number: 3 } })).toMatchObject({
    kind: 'nothing',
  })
  expect(
    subject('workflow_run', { workflow_run: { created_at: '2026-11-27T11:59:00Z', conclusion: 'success' } }),
  ).toEqual({ kind: 'since', since: new Date('2026-11-27T10:59:00Z') })
  expect(subject('schedule', {}, 'answers')).toMatchObject({ kind: 'since' })
  expect(subject('schedule', {})).toBeUndefined()
  expect(subject('pull_request', {})).toBeUndefined()
})

test('the page on answers names every command as it is read', () => {
  const page = read('docs/answers.md')
  for (const kind of Object.keys(answerForms)) expect(page).toContain(`\`/gatehouse ${kind}`)
  expect(readAnswer('/gatehouse rotated g1:… revoked, see SEC-12')).toMatchObject({ ok: true })
})
