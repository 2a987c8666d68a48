import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assistantRuleInfos } from '../../../scanner/rules/assistants/index.ts'
import { workflowRuleInfos } from '../../../scanner/rules/workflows/index.ts'

test('the page about Claude in repositories names every rule, and no other', () => {
  const page = readFileSync(new URL('../../../docs/claude-in-repositories.md', import.meta.url), 'utf8')
  const named = new Set([...page.matchAll(/`((?:claude|workflow)-[a-z-]+)`/g)].map((found) => found[1]!))
  for (const notARule of ['claude-code-action', 'claude-code-base-action', 'claude-code-security-review'])
    named.delete(notARule)
  const rules = [...workflowRuleInfos, ...assistantRuleInfos].map(({ id }) => id)
  expect([...named].toSorted()).toEqual(rules.toSorted())
})
