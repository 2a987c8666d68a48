import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { githubDescription, githubDescriptionFile, openApiFolder } from '../../../build/github-description.ts'
import { githubOperations } from '../../../build/github-operations.ts'
import { description } from './description.ts'
import { invalidities } from './validate.ts'

const fresh = githubDescription(openApiFolder)

test.skipIf(fresh === undefined)("is what the generator makes of GitHub's own description", () => {
  expect(readFileSync(githubDescriptionFile, 'utf8')).toBe(fresh)
})

test('holds every operation we asked for, and stays small', () => {
  expect(Object.keys(description.operations).toSorted()).toEqual(githubOperations.toSorted())
  expect(readFileSync(githubDescriptionFile).byteLength).toBeLessThan(1_000_000)
})

test('no reference in it dangles', () => {
  const names = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference,
  )
  const dangling = names.filter(
    (name) => !Object.hasOwn(description.schemas, name!.replace('#/schemas/', '')),
  )
  expect(dangling).toEqual([])
})

test('nullable beside a reference becomes an alternative', () => {
  expect(invalidities(['schemas', 'nullable-simple-user'], null)).toEqual([])
  expect(invalidities(['operations', 'repos/get', 'responses', '200'], null)).not.toEqual([])
})
