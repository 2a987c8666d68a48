import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { failingSeverities, inputNames, readInputs } from '../../action/inputs.ts'

const action: { inputs: Record<string, { default: string; description: string }>; runs: { using: string } } =
  parse(readFileSync(path.join(import.meta.dirname, '../../action.yml'), 'utf8'))
const defaults = (name: string): string => (name === 'token' ? 'unused' : action.inputs[name]!.default)

test('action.yml names exactly the inputs that are read, and its defaults are understood', () => {
  expect(Object.keys(action.inputs).toSorted()).toEqual([...inputNames].toSorted())
  expect(readInputs(defaults)).toMatchObject({ mode: 'comment', 'fail-on': 'medium', 'max-comments': 10 })
  expect(action.runs.using).toBe('node24')
})

test('every wrong input is named at once, and the token is not repeated', () => {
  const wrong: Readonly<Record<string, string>> = { mode: 'loud', 'max-comments': 'many', policy: '../x.yml' }
  expect(() => readInputs((name) => wrong[name] ?? defaults(name))).toThrow(
    /mode: [\s\S]*max-comments: [\s\S]*policy: /,
  )
})

test('a severity fails with everything graver', () => {
  expect(failingSeverities('high')).toEqual(['critical', 'high'])
  expect(failingSeverities('never')).toEqual([])
})
