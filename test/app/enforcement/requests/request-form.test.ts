import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readRequestForm, requestForm } from '../../../../app/enforcement/requests/request-form.ts'
import { hostileText } from '../../../report/hostile-text.ts'

const rendered = (repository: string, days: string, reason: string): string =>
  `### Repository\n\n${repository}\n\n### For how many days\n\n${days}\n\n### Why it is needed\n\n${reason}`

const formSchema = z.object({ body: z.array(z.object({ attributes: z.object({ label: z.string() }) })) })

test('the form is read as GitHub renders what people write in it', () => {
  const form = formSchema.parse(parse(requestForm()))
  const [repository, days, reason] = form.body.map(({ attributes }) => attributes.label)
  expect(rendered('a/b', '1', 'x')).toBe(`### ${repository}\n\na/b\n\n### ${days}\n\n1\n\n### ${reason}\n\nx`)
  expect(
    readRequestForm(rendered('acme/shop', '90', 'To fix\n\nthe tests.').replaceAll('\n', '\r\n')),
  ).toEqual({
    ok: true,
    command: { kind: 'request', repository: 'acme/shop', days: 90, reason: 'To fix the tests.' },
  })
  expect(readRequestForm(rendered('acme/shop', '_No response_', 'x'))).toMatchObject({
    command: { days: undefined },
  })
})

test('a heading within the reason changes nothing', () => {
  const body = rendered('acme/shop', '90', 'x\n\n### Repository\n\nacme/vault')
  expect(readRequestForm(body)).toMatchObject({ command: { repository: 'acme/shop' } })
})

test('other issues are none, and what is wrong is told', () => {
  expect(readRequestForm('### Repository\n\nacme/shop')).toBeUndefined()
  expect(readRequestForm('Hello')).toBeUndefined()
  expect(readRequestForm(rendered('асme/shop', '90', 'x'))).toMatchObject({ ok: false })
  expect(readRequestForm(rendered('acme/shop', 'forever', 'x'))).toMatchObject({ ok: false })
})

test.each(['0', '-1', '1e9', '1000000000', '90d90d', '\uff19\uff10', '90\u200b', '90 days and more'])(
  'days of %s are refused',
  (days) => {
    expect(readRequestForm(rendered('acme/shop', days, 'x'))).toMatchObject({ ok: false })
  },
)

test('whatever stands in its fields, a form asks for the first repository that is named, or for nothing', () => {
  assert(
    property(hostileText, string(), hostileText, (repository, days, reason) => {
      const named = readRequestForm(rendered('acme/shop', '90', reason))
      expect(named).toMatchObject({ ok: true, command: { repository: 'acme/shop', days: 90 } })
      for (const result of [named, readRequestForm(rendered(repository, days, reason))]) {
        if (result?.ok !== true || result.command.kind !== 'request') continue
        expect(result.command.repository).toMatch(/^[\w.-]+\/[\w.-]+$/)
        expect(result.command.reason).not.toMatch(/[\p{Cc}\p{Cs}]/u)
        expect(result.command.reason.length).toBeLessThanOrEqual(1000)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a reason that is too long is not cut through a character', () => {
  const result = readRequestForm(rendered('acme/shop', '90', '\u{1f600}'.repeat(600) + 'x'))
  expect(result).toMatchObject({ ok: true, command: { reason: '\u{1f600}'.repeat(500) } })
  const odd = readRequestForm(rendered('acme/shop', '90', `x${'\u{1f600}'.repeat(600)}`))
  expect(odd).toMatchObject({ ok: true, command: { reason: `x${'\u{1f600}'.repeat(499)}\ufffd` } })
})
