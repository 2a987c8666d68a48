import { expect, test } from 'vitest'
import { inspectAssistantFile } from '../../../scanner/rules/assistants/inspect-assistant-file.ts'
import { assistantRuleInfos, assistantRules } from '../../../scanner/rules/assistants/index.ts'
import { workflowRuleInfos, workflowRules } from '../../../scanner/rules/workflows/index.ts'

const rules = [...workflowRules, ...assistantRules]
const found = (path: string, text: string) => inspectAssistantFile(path, text).map(({ rule }) => rule.id)

for (const rule of rules) {
  test.each(rule.matches.map(({ path, text }) => [path, text()]))(
    `${rule.id} finds its match in %s: %s`,
    (path, text) => {
      expect(found(path, text)).toContain(rule.id)
    },
  )
  test.each(rule.misses.map(({ path, text }) => [path, text()]))(
    `${rule.id} leaves its miss in %s alone: %s`,
    (path, text) => {
      const ids = found(path, text)
      expect(ids).not.toContain(rule.id)
      // A sample that can't be read proves nothing.
      expect(ids.filter((id) => id.endsWith('unreadable'))).toEqual([])
    },
  )
}

test('every rule has its proof', () => {
  expect(rules.filter(({ matches, misses }) => matches.length === 0 || misses.length === 0)).toEqual([])
})

const infos = [...workflowRuleInfos, ...assistantRuleInfos]

test('every id is used once', () => {
  expect(new Set(infos.map(({ id }) => id)).size).toBe(infos.length)
})

test.each(infos.map((info) => [info.id, info] as const))('%s has its papers', (id, info) => {
  expect(id).toMatch(/^(?:claude|workflow)-[a-z-]+$/)
  expect(URL.canParse(info.source.url)).toBe(true)
  expect(info.why).toMatch(/\.$/)
  expect(info.fix).toMatch(/\.$/)
})
