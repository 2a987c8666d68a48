import { expect, test } from 'vitest'
import { inspectAssistantFile } from '../../../scanner/rules/assistants/inspect-assistant-file.ts'
import { assistantRuleInfos, assistantRules } from '../../../scanner/rules/assistants/index.ts'
import { workflowRuleInfos, workflowRules } from '../../../scanner/rules/workflows/index.ts'

const rules = [...workflowRules, ...assistantRules]
const found = (path: string, text: string) => inspectAssistantFile(path, text).map(({ rule }) => rule.id)

for (const rule of rules) {
  rule.matches.forEach((sample, index) =>
    test(`${rule.id} finds its match ${index + 1}`, () => {
      expect(found(sample.path, sample.text()), sample.text()).toContain(rule.id)
    }),
  )
  rule.misses.forEach((sample, index) =>
    test(`${rule.id} leaves its miss ${index + 1} alone`, () => {
      const ids = found(sample.path, sample.text())
      expect(ids, sample.text()).not.toContain(rule.id)
      // A sample that can't be read proves nothing.
      expect(ids.filter((id) => id.endsWith('unreadable'))).toEqual([])
    }),
  )
}

test('every rule has its proof, its papers and an id of its own', () => {
  const infos = [...workflowRuleInfos, ...assistantRuleInfos]
  expect(new Set(infos.map(({ id }) => id)).size).toBe(infos.length)
  for (const rule of rules) {
    expect(rule.matches.length, rule.id).toBeGreaterThan(0)
    expect(rule.misses.length, rule.id).toBeGreaterThan(0)
  }
  for (const info of infos) {
    expect(info.id).toMatch(/^(?:claude|workflow)-[a-z-]+$/)
    expect(URL.canParse(info.source.url), info.id).toBe(true)
    expect(info.why, info.id).toMatch(/\.$/)
    expect(info.fix, info.id).toMatch(/\.$/)
  }
})
