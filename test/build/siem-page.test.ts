import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { siemPage, siemPageFile } from '../../build/siem-page.ts'
import { auditKinds } from '../../app/enforcement/audit/event.ts'
import { classes, type ClassName } from '../../app/enforcement/audit/ocsf/classes.ts'
import { ocsfEvent } from '../../app/enforcement/audit/ocsf/event.ts'
import { ocsfFields } from '../../app/enforcement/audit/ocsf/fields.ts'
import { mappings } from '../../app/enforcement/audit/ocsf/mapping.ts'
import { chainOf } from '../app/enforcement/audit/record-samples.ts'

test('docs/siem-fields.md is up to date (`npm run generate` writes it)', () => {
  expect(readFileSync(siemPageFile, 'utf8')).toBe(siemPage())
})

const organization = {
  type: 'organization',
  id: '1',
  host: 'github.com',
  login: 'acme',
  first: 1,
  last: 1,
  isWhole: true,
} as const

/** Attributes of an event, those of `metadata` each by itself. */
function pathsOf(event: Readonly<Record<string, unknown>>): readonly string[] {
  const { metadata, ...others } = event
  return [...Object.keys(others), ...Object.keys(Object(metadata)).map((name) => `metadata.${name}`)]
}

test('every attribute that is sent is documented, for its class, and no other is', () => {
  const sent = new Map<ClassName, Set<string>>()
  for (const kind of auditKinds)
    for (const actor of [null, '0f0e6a52-3f5a-4a0c-9d3e-0a8f3f1f0001']) {
      const [line] = chainOf('1', [{ kind, actor, subject: 'repository:17', data: {} }])
      const name = mappings[kind].class
      const known = sent.get(name) ?? new Set()
      for (const path of pathsOf(ocsfEvent(line!, organization, ['repeated']))) known.add(path)
      sent.set(name, known)
    }
  const states = new Set(['status', 'status_id'])
  for (const [name, paths] of sent) {
    const documented = ocsfFields
      .filter(({ in: only }) => !only || only.includes(name))
      .map(({ path }) => path)
    const without = (all: Iterable<string>): readonly string[] =>
      [...all].filter((path) => !states.has(path)).toSorted()
    expect([classes[name].name, without(documented)]).toEqual([classes[name].name, without(paths)])
  }
})
